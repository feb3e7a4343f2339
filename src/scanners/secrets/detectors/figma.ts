/** Credentials of Figma. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'figma',
  name: 'Figma',
  access: 'reads design files of the user',
  revoke: 'In Figma open Settings → Security → Personal access tokens and revoke it.',
  reference: 'https://www.figma.com/developers/api#access-tokens',
  detectors: [
    { rule: 'figma-token', title: 'Figma personal access token', kind: 'token', pattern: 'figd_[A-Za-z0-9_-]{40}' },
    {
      rule: 'figma-oauth-token',
      title: 'Figma OAuth token',
      kind: 'token',
      pattern: '(?:figu|figo|figur)_[A-Za-z0-9_-]{40}',
    },
  ],
};
