/** Credentials of Heroku. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'heroku',
  name: 'Heroku',
  access: 'deploys to and reads the configuration of the apps',
  revoke: 'In Heroku open Account settings → Regenerate API Key, or revoke the authorization under Applications.',
  reference: 'https://devcenter.heroku.com/articles/authentication',
  detectors: [
    { rule: 'heroku-api-key', title: 'Heroku API key', kind: 'token', pattern: 'HRKU-AA[A-Za-z0-9_-]{58}' },
    {
      rule: 'heroku-api-key-beside-name',
      title: 'Heroku API key beside its name',
      kind: 'named',
      keywords: ['heroku'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      ignoreCase: true,
    },
  ],
};
