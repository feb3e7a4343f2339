/** Credentials of Tailscale. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'tailscale',
  name: 'Tailscale',
  access: 'adds devices to or manages the tailnet',
  revoke: 'In the Tailscale admin console open Settings → Keys and revoke it.',
  reference: 'https://tailscale.com/kb/1252/key-secret-management',
  detectors: [
    {
      rule: 'tailscale-key',
      title: 'Tailscale key',
      kind: 'token',
      pattern: 'tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{10,24}(?:CNTRL|JSR)?-[A-Za-z0-9]{24,40}',
    },
  ],
};
