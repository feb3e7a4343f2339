/** Credentials of CircleCI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'circleci',
  name: 'CircleCI',
  access: 'starts pipelines and reads their environment',
  revoke:
    'In CircleCI open User Settings → Personal API Tokens (or Project Settings → API Permissions) and revoke it; rotate every variable the project holds.',
  reference: 'https://circleci.com/docs/managing-api-tokens/',
  detectors: [
    {
      rule: 'circleci-token',
      title: 'CircleCI token',
      kind: 'token',
      pattern: '(?:CCIPAT|CCIPRJ)_[A-Za-z0-9]{22}_[a-f0-9]{40}',
    },
    {
      rule: 'circleci-token-beside-name',
      title: 'CircleCI token beside its name',
      kind: 'named',
      keywords: ['circleci', 'circle_token', 'circle-token'],
      pattern: '[a-f0-9]{40}',
    },
  ],
};
