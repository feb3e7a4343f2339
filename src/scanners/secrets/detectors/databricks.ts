/** Credentials of Databricks. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'databricks',
  name: 'Databricks',
  access: 'runs code and reads data in the workspace',
  revoke:
    'In Databricks open User settings → Developer → Access tokens and revoke it; check the audit log for its use.',
  reference: 'https://docs.databricks.com/en/dev-tools/auth/pat.html',
  detectors: [
    {
      rule: 'databricks-token',
      title: 'Databricks access token',
      kind: 'token',
      pattern: '(?:dapi|dose|dkea)[a-f0-9]{32}(?:-[0-9]{1})?',
      entropy: 3,
    },
  ],
};
