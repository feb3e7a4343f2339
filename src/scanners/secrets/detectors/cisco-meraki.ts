/** Credentials of Cisco Meraki. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'cisco-meraki',
  name: 'Cisco Meraki',
  access: 'manages the networks of the organisation',
  revoke: 'In the Meraki dashboard open My profile → API access, revoke the key and generate another.',
  reference: 'https://documentation.meraki.com/General_Administration/Other_Topics/Cisco_Meraki_Dashboard_API',
  detectors: [
    {
      rule: 'cisco-meraki-api-key',
      title: 'Cisco Meraki API key',
      kind: 'named',
      keywords: ['meraki'],
      pattern: '[0-9a-f]{40}',
    },
  ],
};
