/** Credentials of Cloudflare. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'cloudflare',
  name: 'Cloudflare',
  access: 'changes DNS, certificates and workers of the account',
  revoke:
    'In the Cloudflare dashboard open My Profile → API Tokens and roll or delete it; roll the Global API Key there too.',
  reference: 'https://developers.cloudflare.com/fundamentals/api/get-started/create-token/',
  detectors: [
    {
      rule: 'cloudflare-origin-ca-key',
      title: 'Cloudflare origin CA key',
      kind: 'token',
      pattern: 'v1\\.0-[a-f0-9]{24}-[a-f0-9]{146}',
    },
    {
      rule: 'cloudflare-scannable-token',
      title: 'Cloudflare API token with its mark',
      kind: 'token',
      pattern: '(?:cfut|cfat|cfk)_[A-Za-z0-9]{40}[a-f0-9]{8}',
    },
    {
      rule: 'cloudflare-global-api-key',
      title: 'Cloudflare global API key',
      kind: 'named',
      keywords: ['cloudflare'],
      pattern: '[a-f0-9]{37}',
      severity: 'critical',
    },
    {
      rule: 'cloudflare-api-token',
      title: 'Cloudflare API token',
      kind: 'named',
      keywords: ['cloudflare', 'cf_api_token'],
      pattern: '[A-Za-z0-9_-]{40}',
    },
  ],
};
