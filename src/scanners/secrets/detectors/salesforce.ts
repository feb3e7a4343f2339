/** Credentials of Salesforce. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'salesforce',
  name: 'Salesforce',
  access: "reads and changes the organisation's records",
  revoke: "In Setup revoke the session or reset the security token and the connected app's secret.",
  reference: 'https://developer.salesforce.com/docs/',
  detectors: [
    {
      rule: 'salesforce-session',
      title: 'Salesforce access token',
      kind: 'token',
      pattern: '00D[A-Za-z0-9]{12}![A-Za-z0-9._]{96}',
      entropy: 4,
    },
  ],
};
