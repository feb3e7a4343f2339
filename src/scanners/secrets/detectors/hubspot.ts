/** Credentials of HubSpot. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'hubspot',
  name: 'HubSpot',
  access: 'reads and changes the CRM',
  revoke: 'In HubSpot open Settings → Integrations → Private apps and rotate the token.',
  reference: 'https://developers.hubspot.com/docs/guides/apps/private-apps/overview',
  detectors: [
    {
      rule: 'hubspot-private-app-token',
      title: 'HubSpot private app token',
      kind: 'token',
      pattern: 'pat-(?:na1|na2|eu1|ap1)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      ignoreCase: true,
    },
    {
      rule: 'hubspot-api-key',
      title: 'HubSpot API key',
      kind: 'named',
      keywords: ['hubspot', 'hapikey'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      ignoreCase: true,
    },
  ],
};
