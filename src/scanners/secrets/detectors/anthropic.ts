/** Credentials of Anthropic. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'anthropic',
  name: 'Anthropic',
  access: "spends the organisation's model budget and reads its files",
  revoke:
    'In the Claude Console open API keys, delete the key and create another; check usage for the time since it was published.',
  reference: 'https://docs.anthropic.com/en/api/admin-api/apikeys/get-api-key',
  detectors: [
    {
      rule: 'anthropic-api-key',
      title: 'Anthropic API key',
      kind: 'token',
      pattern: 'sk-ant-api[0-9]{2}-[A-Za-z0-9_-]{93}AA',
    },
    {
      rule: 'anthropic-admin-api-key',
      title: 'Anthropic admin API key',
      kind: 'token',
      pattern: 'sk-ant-admin[0-9]{2}-[A-Za-z0-9_-]{93}AA',
      severity: 'critical',
    },
    {
      rule: 'anthropic-oauth-token',
      title: 'Anthropic OAuth token',
      kind: 'token',
      pattern: '(?:sk-ant-oat|sk-ant-ort)[0-9]{2}-[A-Za-z0-9_-]{80,120}',
    },
  ],
};
