/** Credentials of PyPI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'pypi',
  name: 'PyPI',
  access: 'publishes releases of the projects in its scope',
  revoke:
    "On the index's site open Account settings → API tokens and remove the token, look at the projects' security history for releases you did not make, and prefer Trusted Publishing.",
  reference: 'https://packaging.python.org/en/latest/specifications/pypirc/',
  detectors: [
    {
      rule: 'pypi-token',
      title: 'PyPI API token',
      kind: 'token',
      pattern: 'pypi-[A-Za-z0-9_-]{70,2000}={0,2}',
      check: 'pypi-macaroon',
      severity: 'critical',
    },
  ],
};
