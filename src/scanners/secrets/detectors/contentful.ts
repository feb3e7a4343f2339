/** Credentials of Contentful. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'contentful',
  name: 'Contentful',
  access: 'reads (or with a management token changes) the space',
  revoke: 'In Contentful open Settings → API keys (or CMA tokens), delete the token and create another.',
  reference: 'https://www.contentful.com/developers/docs/references/authentication/',
  detectors: [
    {
      rule: 'contentful-management-token',
      title: 'Contentful management token',
      kind: 'token',
      pattern: 'CFPAT-[A-Za-z0-9_-]{43}',
    },
    {
      rule: 'contentful-delivery-token',
      title: 'Contentful delivery token',
      kind: 'named',
      keywords: ['contentful'],
      pattern: '[A-Za-z0-9=_-]{43}',
    },
  ],
};
