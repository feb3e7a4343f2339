/** Credentials of Sendbird. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'sendbird',
  name: 'Sendbird',
  access: "reads and sends the app's messages",
  revoke: 'In the Sendbird dashboard open Settings → General → API tokens and revoke it.',
  reference: 'https://sendbird.com/docs/chat/platform-api/v3/',
  detectors: [
    {
      rule: 'sendbird-token',
      title: 'Sendbird API token',
      kind: 'named',
      keywords: ['sendbird'],
      pattern: '[a-f0-9]{40}',
    },
    {
      rule: 'sendbird-app-id',
      title: 'Sendbird application id',
      kind: 'named',
      keywords: ['sendbird'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      identifier: true,
      ignoreCase: true,
    },
  ],
};
