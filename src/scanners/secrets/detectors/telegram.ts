/** Credentials of Telegram. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'telegram',
  name: 'Telegram',
  access: 'acts as the bot',
  revoke: 'Send /revoke to @BotFather for the bot and use the new token.',
  reference: 'https://core.telegram.org/bots/features#botfather',
  detectors: [
    {
      rule: 'telegram-bot-token',
      title: 'Telegram bot token',
      kind: 'token',
      keywords: [':aa'],
      pattern: '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}',
    },
  ],
};
