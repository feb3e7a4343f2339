/** Credentials of Deno Deploy. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'deno',
  name: 'Deno Deploy',
  access: "deploys code to the account's projects",
  revoke: 'On dash.deno.com open Account → Access tokens and revoke it.',
  reference: 'https://docs.deno.com/deploy/',
  detectors: [
    { rule: 'deno-deploy-token', title: 'Deno Deploy token', kind: 'token', pattern: '(?:ddp|ddw)_[A-Za-z0-9]{36}' },
  ],
};
