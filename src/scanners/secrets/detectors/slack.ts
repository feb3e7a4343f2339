/** Credentials of Slack. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'slack',
  name: 'Slack',
  access: 'reads and posts in the workspace',
  revoke:
    'On api.slack.com/apps open the app → OAuth & Permissions, revoke the token or rotate it, and delete webhooks under Incoming Webhooks.',
  reference: 'https://api.slack.com/authentication/best-practices',
  detectors: [
    {
      rule: 'slack-bot-token',
      title: 'Slack bot token',
      kind: 'token',
      pattern: 'xoxb-[0-9]{8,14}-(?:[0-9]{8,14}-)?[A-Za-z0-9]{18,34}',
    },
    {
      rule: 'slack-user-token',
      title: 'Slack user token',
      kind: 'token',
      pattern: '(?:xoxp|xoxe)-(?:[0-9]{10,13}-){3}[a-z0-9]{28,34}',
      ignoreCase: true,
    },
    {
      rule: 'slack-app-token',
      title: 'Slack app-level token',
      kind: 'token',
      pattern: 'xapp-[0-9]{1}-[A-Z0-9]{8,14}-[0-9]{8,16}-[a-z0-9]{40,72}',
    },
    {
      rule: 'slack-configuration-token',
      title: 'Slack configuration token',
      kind: 'token',
      pattern: '(?:xoxe\\.xox[bp]-[0-9]{1}-[A-Za-z0-9]{160,170}|xoxe-[0-9]{1}-[A-Za-z0-9]{140,150})',
    },
    {
      rule: 'slack-legacy-token',
      title: 'Slack legacy token',
      kind: 'token',
      pattern:
        '(?:xox[os]-[0-9]{1,13}-[0-9]{1,13}-[0-9]{1,13}-[a-fA-F0-9]{6,64}|xox[ar]-(?:[0-9]{1}-)?[A-Za-z0-9]{8,48})',
      entropy: 2.6,
    },
    {
      rule: 'slack-webhook',
      title: 'Slack webhook address',
      kind: 'token',
      pattern: 'hooks\\.slack\\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{40,60}',
    },
  ],
};
