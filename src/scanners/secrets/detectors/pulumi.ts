/** Credentials of Pulumi. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'pulumi',
  name: 'Pulumi',
  access: 'changes infrastructure and reads stack secrets',
  revoke: 'In Pulumi Cloud open Access tokens and delete the token.',
  reference: 'https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/',
  detectors: [
    { rule: 'pulumi-access-token', title: 'Pulumi access token', kind: 'token', pattern: 'pul-[a-f0-9]{40}' },
  ],
};
