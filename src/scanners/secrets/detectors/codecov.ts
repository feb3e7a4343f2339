/** Credentials of Codecov. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'codecov',
  name: 'Codecov',
  access: "uploads coverage in the repository's name",
  revoke: 'In Codecov open the repository → Configuration → General and regenerate the token.',
  reference: 'https://docs.codecov.com/docs/codecov-tokens',
  detectors: [
    {
      rule: 'codecov-token',
      title: 'Codecov token',
      kind: 'named',
      keywords: ['codecov'],
      pattern: '(?:[a-z0-9]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})',
    },
  ],
};
