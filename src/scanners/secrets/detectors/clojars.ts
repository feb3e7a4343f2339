/** Credentials of Clojars. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'clojars',
  name: 'Clojars',
  access: 'deploys artifacts to the groups in its scope',
  revoke: 'On clojars.org open Tokens, disable the token and look for deployments you did not make.',
  reference: 'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens',
  detectors: [
    {
      rule: 'clojars-deploy-token',
      title: 'Clojars deploy token',
      kind: 'token',
      pattern: 'CLOJARS_[A-Za-z0-9]{60}',
      ignoreCase: true,
    },
  ],
};
