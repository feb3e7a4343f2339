/** Credentials of Frame.io. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'frameio',
  name: 'Frame.io',
  access: "reads and changes the account's media",
  revoke: 'On developer.frame.io open Tokens and delete the token.',
  reference: 'https://developer.frame.io/docs/getting-started/authentication',
  detectors: [{ rule: 'frameio-token', title: 'Frame.io token', kind: 'token', pattern: 'fio-u-[A-Za-z0-9_=-]{64}' }],
};
