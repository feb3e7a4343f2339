/** Credentials of Prefect. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'prefect',
  name: 'Prefect',
  access: 'runs flows in the workspace',
  revoke: 'In Prefect Cloud open API keys and delete the key.',
  reference: 'https://docs.prefect.io/',
  detectors: [
    { rule: 'prefect-api-key', title: 'Prefect API key', kind: 'token', pattern: '(?:pnu|pnb)_[A-Za-z0-9]{36}' },
  ],
};
