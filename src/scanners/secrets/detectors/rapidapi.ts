/** Credentials of RapidAPI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'rapidapi',
  name: 'RapidAPI',
  access: "spends the account's API budget",
  revoke: 'In the RapidAPI dashboard open the app → Authorization, add a key and delete the old one.',
  reference: 'https://docs.rapidapi.com/docs/keys',
  detectors: [
    {
      rule: 'rapidapi-key',
      title: 'RapidAPI key',
      kind: 'named',
      keywords: ['rapidapi', 'rapid_api'],
      pattern: '[A-Za-z0-9]{10}msh[A-Za-z0-9]{15}p1[A-Za-z0-9]{6}jsn[A-Za-z0-9]{12}',
    },
    {
      rule: 'rapidapi-token',
      title: 'RapidAPI token',
      kind: 'named',
      keywords: ['rapidapi'],
      pattern: '[A-Za-z0-9_-]{50}',
    },
  ],
};
