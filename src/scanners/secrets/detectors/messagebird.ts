/** Credentials of Bird. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'messagebird',
  name: 'Bird',
  access: 'sends messages on the account',
  revoke: 'In the Bird dashboard open Developers → API access and delete the key.',
  reference: 'https://docs.bird.com/api',
  detectors: [
    {
      rule: 'messagebird-api-key',
      title: 'MessageBird API key',
      kind: 'named',
      keywords: ['messagebird', 'message_bird', 'message-bird'],
      pattern: '[A-Za-z0-9]{25}',
    },
    {
      rule: 'messagebird-client-id',
      title: 'MessageBird client id',
      kind: 'named',
      keywords: ['messagebird', 'message_bird', 'message-bird'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      identifier: true,
    },
  ],
};
