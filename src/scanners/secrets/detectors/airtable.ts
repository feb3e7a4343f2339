/** Credentials of Airtable. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'airtable',
  name: 'Airtable',
  access: 'reads and changes the bases in its scopes',
  revoke: 'On airtable.com/create/tokens regenerate or delete the token; old API keys are switched off under Account.',
  reference: 'https://airtable.com/developers/web/api/authentication',
  detectors: [
    {
      rule: 'airtable-personal-access-token',
      title: 'Airtable personal access token',
      kind: 'token',
      pattern: 'pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}',
    },
    {
      rule: 'airtable-api-key',
      title: 'Airtable API key',
      kind: 'named',
      keywords: ['airtable'],
      pattern: '(?:key)[A-Za-z0-9]{14}',
    },
  ],
};
