/** Credentials of Docker Hub. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'docker',
  name: 'Docker Hub',
  access: 'pulls and pushes images as the user',
  revoke:
    'On hub.docker.com open Account settings → Personal access tokens, delete the token and check the pushed tags.',
  reference: 'https://docs.docker.com/security/access-tokens/',
  detectors: [
    {
      rule: 'docker-personal-access-token',
      title: 'Docker personal access token',
      kind: 'token',
      pattern: 'dckr_pat_[A-Za-z0-9_-]{27}',
    },
    {
      rule: 'docker-organisation-token',
      title: 'Docker organisation token',
      kind: 'token',
      pattern: 'dckr_oat_[A-Za-z0-9_-]{32,40}',
    },
  ],
};
