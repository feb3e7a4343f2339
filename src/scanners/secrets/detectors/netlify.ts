/** Credentials of Netlify. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'netlify',
  name: 'Netlify',
  access: 'deploys and reconfigures the sites',
  revoke: 'In Netlify open User settings → Applications → Personal access tokens and delete it.',
  reference: 'https://docs.netlify.com/api/get-started/',
  detectors: [
    {
      rule: 'netlify-token',
      title: 'Netlify token',
      kind: 'token',
      keywords: ['nfp_', 'nfu_', 'nfo_', 'nfc_', 'nfb_'],
      pattern: 'nf(?:p|u|o|c|b)_[A-Za-z0-9_-]{36}',
    },
    {
      rule: 'netlify-access-token',
      title: 'Netlify token beside its name',
      kind: 'named',
      keywords: ['netlify'],
      pattern: '[A-Za-z0-9=_-]{40,46}',
    },
  ],
};
