/** Credentials of Harness. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'harness',
  name: 'Harness',
  access: 'runs pipelines and reads their secrets',
  revoke: 'In Harness open the profile (or service account) → API keys and delete the token.',
  reference: 'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/',
  detectors: [
    {
      rule: 'harness-token',
      title: 'Harness token',
      kind: 'token',
      pattern: '(?:pat|sat)\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9]{24}\\.[A-Za-z0-9]{20}',
    },
  ],
};
