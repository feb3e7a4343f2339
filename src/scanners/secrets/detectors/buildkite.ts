/** Credentials of Buildkite. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'buildkite',
  name: 'Buildkite',
  access: 'starts builds and reads their logs',
  revoke: 'In Buildkite open Personal Settings → API Access Tokens (or Agents for an agent token) and revoke it.',
  reference: 'https://buildkite.com/docs/apis/managing-api-tokens',
  detectors: [
    { rule: 'buildkite-api-token', title: 'Buildkite API token', kind: 'token', pattern: 'bkua_[a-z0-9]{40}' },
  ],
};
