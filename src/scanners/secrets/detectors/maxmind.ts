/** Credentials of MaxMind. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'maxmind',
  name: 'MaxMind',
  access: "downloads data on the account's licence",
  revoke: 'In the MaxMind account open Manage License Keys, deactivate the key and generate another.',
  reference: 'https://support.maxmind.com/hc/en-us/articles/4407111582235',
  detectors: [
    {
      rule: 'maxmind-licence-key',
      title: 'MaxMind licence key',
      kind: 'token',
      keywords: ['_mmk'],
      pattern: '[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk',
    },
  ],
};
