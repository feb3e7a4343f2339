/** Credentials of X. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'twitter',
  name: 'X',
  access: 'acts as the app or user',
  revoke: 'In the X developer portal open the app → Keys and tokens and regenerate it.',
  reference: 'https://docs.x.com/fundamentals/authentication/overview',
  detectors: [
    {
      rule: 'twitter-bearer-token',
      title: 'X bearer token',
      kind: 'named',
      keywords: ['twitter', 'x_bearer'],
      pattern: 'A{22}[A-Za-z0-9%]{80,100}',
    },
    {
      rule: 'twitter-access-token',
      title: 'X access token',
      kind: 'named',
      keywords: ['twitter'],
      pattern: '[0-9]{15,25}-[A-Za-z0-9]{20,40}',
    },
    {
      rule: 'twitter-access-secret',
      title: 'X access token secret',
      kind: 'named',
      keywords: ['twitter'],
      pattern: '[A-Za-z0-9]{45}',
    },
    {
      rule: 'twitter-api-secret',
      title: 'X API secret',
      kind: 'named',
      keywords: ['twitter'],
      pattern: '[A-Za-z0-9]{50}',
    },
    {
      rule: 'twitter-api-key',
      title: 'X API key',
      kind: 'named',
      keywords: ['twitter'],
      pattern: '[A-Za-z0-9]{25}',
      identifier: true,
      mixed: true,
    },
  ],
};
