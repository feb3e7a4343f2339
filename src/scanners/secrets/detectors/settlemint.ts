/** Credentials of SettleMint. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'settlemint',
  name: 'SettleMint',
  access: 'manages blockchain applications',
  revoke: 'In SettleMint open Access tokens and delete the token.',
  reference: 'https://console.settlemint.com/documentation/',
  detectors: [
    {
      rule: 'settlemint-token',
      title: 'SettleMint access token',
      kind: 'token',
      pattern: '(?:sm_aat|sm_pat|sm_sat)_[A-Za-z0-9]{16}',
    },
  ],
};
