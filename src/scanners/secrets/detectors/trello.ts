/** Credentials of Trello. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'trello',
  name: 'Trello',
  access: 'reads and changes the boards',
  revoke: 'On trello.com open Settings → Applications and revoke it; API keys are regenerated on the Power-Up page.',
  reference: 'https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/',
  detectors: [
    { rule: 'trello-token', title: 'Trello token', kind: 'token', pattern: 'ATTA[a-f0-9]{64}[A-F0-9]{8}' },
    {
      rule: 'trello-key',
      title: 'Trello key',
      kind: 'named',
      keywords: ['trello'],
      pattern: '(?:[a-f0-9]{64}|[a-f0-9]{32})',
    },
  ],
};
