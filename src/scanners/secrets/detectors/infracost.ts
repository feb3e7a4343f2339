/** Credentials of Infracost. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'infracost',
  name: 'Infracost',
  access: "uses the organisation's pricing API",
  revoke: 'In Infracost Cloud open Org settings → API tokens and regenerate it.',
  reference: 'https://www.infracost.io/docs/',
  detectors: [{ rule: 'infracost-token', title: 'Infracost API token', kind: 'token', pattern: 'ico-[A-Za-z0-9]{32}' }],
};
