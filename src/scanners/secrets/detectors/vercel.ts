/** Credentials of Vercel. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'vercel',
  name: 'Vercel',
  access: "deploys and reads the projects' environment",
  revoke: 'In Vercel open Account settings → Tokens and delete it; rotate the environment variables.',
  reference: 'https://vercel.com/docs/rest-api#authentication',
  detectors: [
    {
      rule: 'vercel-token',
      title: 'Vercel token',
      kind: 'token',
      pattern: '(?:vcp|vci|vca|vcr|vck)_[A-Za-z0-9]{40,60}',
    },
    {
      rule: 'vercel-blob-token',
      title: 'Vercel Blob token',
      kind: 'token',
      pattern: 'vercel_blob_rw_[A-Za-z0-9]{16}_[A-Za-z0-9]{30}',
    },
    {
      rule: 'vercel-token-beside-name',
      title: 'Vercel token beside its name',
      kind: 'named',
      keywords: ['vercel'],
      pattern: '[A-Za-z0-9]{24}',
      mixed: true,
      entropy: 3.6,
    },
  ],
};
