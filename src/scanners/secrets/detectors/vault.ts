/** Credentials of HashiCorp Vault. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'vault',
  name: 'HashiCorp Vault',
  access: 'reads the secrets its policies allow',
  revoke:
    'Run vault token revoke (with -accessor if only that is known), read the audit device and rotate the secrets it could read.',
  reference: 'https://developer.hashicorp.com/vault/docs/commands/token/revoke',
  detectors: [
    {
      rule: 'vault-service-token',
      title: 'Vault service token',
      kind: 'token',
      pattern: 'hvs\\.[A-Za-z0-9_-]{90,120}',
      severity: 'critical',
    },
    {
      rule: 'vault-batch-token',
      title: 'Vault batch token',
      kind: 'token',
      pattern: 'hvb\\.[A-Za-z0-9_-]{138,300}',
      severity: 'critical',
    },
    {
      rule: 'vault-recovery-token',
      title: 'Vault recovery token',
      kind: 'token',
      pattern: 'hvr\\.[A-Za-z0-9_-]{90,120}',
      severity: 'critical',
    },
    {
      rule: 'vault-legacy-token',
      title: 'Vault token of the old form',
      kind: 'named',
      keywords: ['vault'],
      pattern: 's\\.[A-Za-z0-9]{24}',
    },
  ],
};
