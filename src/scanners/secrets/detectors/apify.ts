/** Credentials of Apify. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'apify',
  name: 'Apify',
  access: 'runs actors and reads stored data of the account',
  revoke: 'In the Apify Console open Settings → API & Integrations and delete the token.',
  reference: 'https://docs.apify.com/platform/integrations/api',
  detectors: [
    { rule: 'apify-api-token', title: 'Apify API token', kind: 'token', pattern: 'apify_api_[A-Za-z0-9]{34,40}' },
  ],
};
