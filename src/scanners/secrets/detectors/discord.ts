/** Credentials of Discord. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'discord',
  name: 'Discord',
  access: 'acts as the bot or posts through the webhook',
  revoke:
    "In the Discord developer portal open the application → Bot → Reset Token; a webhook is deleted in the channel's Integrations.",
  reference: 'https://discord.com/developers/docs/reference#authentication',
  detectors: [
    {
      rule: 'discord-bot-token',
      title: 'Discord bot token',
      kind: 'token',
      keywords: ['discord', 'bot_token', 'bot-token', 'client.run', 'bot.run'],
      pattern: '[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}',
      near: true,
      entropy: 3.5,
      check: 'discord',
    },
    {
      rule: 'discord-webhook',
      title: 'Discord webhook address',
      kind: 'token',
      pattern: '(?:discord|discordapp)\\.com/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,72}',
    },
    {
      rule: 'discord-client-secret',
      title: 'Discord client secret',
      kind: 'named',
      keywords: ['discord'],
      pattern: '[A-Za-z0-9=_-]{32}',
    },
    {
      rule: 'discord-public-key',
      title: 'Discord application public key',
      kind: 'named',
      keywords: ['discord'],
      pattern: '[a-f0-9]{64}',
      identifier: true,
    },
    {
      rule: 'discord-client-id',
      title: 'Discord client id',
      kind: 'named',
      keywords: ['discord'],
      pattern: '[0-9]{17,19}',
      identifier: true,
    },
  ],
};
