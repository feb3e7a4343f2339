/** Credentials of Amazon Web Services. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'aws',
  name: 'Amazon Web Services',
  access: 'acts as the IAM user or role in the AWS account',
  revoke:
    "In IAM deactivate the access key, create another, replace it where it is used, read CloudTrail for its use and then delete it; temporary keys are cut off by revoking the role's sessions.",
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  detectors: [
    {
      rule: 'aws-access-key-id',
      title: 'AWS access key id',
      kind: 'token',
      pattern: '(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z2-7]{16}',
      check: 'aws-key-id',
      pair: 'aws',
      entropy: 2.6,
    },
    {
      rule: 'aws-secret-access-key',
      title: 'AWS secret access key',
      kind: 'named',
      keywords: ['aws', 'secret_access_key', 'secretaccesskey', 'secret access key'],
      pattern: '[A-Za-z0-9/+]{40}',
      severity: 'critical',
      pair: 'aws',
      entropy: 4,
      mixed: true,
    },
    {
      rule: 'aws-session-token',
      title: 'AWS session token',
      kind: 'named',
      keywords: ['aws_session_token', 'awssessiontoken', 'aws_security_token'],
      pattern: '[A-Za-z0-9/+]{100,2000}={0,2}',
      pair: 'aws',
    },
    {
      rule: 'aws-bedrock-api-key',
      title: 'Amazon Bedrock API key',
      kind: 'token',
      pattern: 'ABSK[A-Za-z0-9+/]{109,269}={0,2}',
    },
    {
      rule: 'aws-bedrock-short-lived-key',
      title: 'Amazon Bedrock short-lived API key',
      kind: 'token',
      pattern: 'bedrock-api-key-[A-Za-z0-9+/=_-]{60,4000}',
    },
    {
      rule: 'aws-mws-token',
      title: 'Amazon Marketplace token',
      kind: 'token',
      pattern: 'amzn\\.mws\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
    { rule: 'aws-appsync-key', title: 'AWS AppSync API key', kind: 'token', pattern: 'da2-[a-z0-9]{26}' },
  ],
};
