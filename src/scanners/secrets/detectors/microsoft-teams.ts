/** Credentials of Microsoft Teams. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'microsoft-teams',
  name: 'Microsoft Teams',
  access: 'posts into the channel',
  revoke: 'In Teams open the channel → Manage → Connectors (or Workflows) and remove the webhook.',
  reference:
    'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
  detectors: [
    {
      rule: 'microsoft-teams-webhook',
      title: 'Microsoft Teams webhook address',
      kind: 'token',
      pattern:
        'webhook\\.office\\.com/webhookb2/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/IncomingWebhook/[a-z0-9]{32}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
  ],
};
