/** Credentials of Google Cloud. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'gcp',
  name: 'Google Cloud',
  access: "acts as the service account or spends the project's quota",
  revoke:
    'In the Google Cloud console open IAM → Service accounts → Keys (or APIs & Services → Credentials), delete the key, create a restricted one, and read the audit log.',
  reference: 'https://cloud.google.com/docs/authentication/api-keys',
  detectors: [
    { rule: 'gcp-api-key', title: 'Google API key', kind: 'token', pattern: 'AIza[A-Za-z0-9_-]{35}', entropy: 3.6 },
    {
      rule: 'gcp-oauth-client-secret',
      title: 'Google OAuth client secret',
      kind: 'token',
      pattern: 'GOCSPX-[A-Za-z0-9_-]{28}',
    },
    {
      rule: 'gcp-oauth-access-token',
      title: 'Google OAuth access token',
      kind: 'token',
      pattern: 'ya29\\.[A-Za-z0-9_-]{60,400}',
    },
    {
      rule: 'gcp-oauth-refresh-token',
      title: 'Google OAuth refresh token',
      kind: 'token',
      pattern: '1//0[a-z0-9]{1}[A-Za-z0-9_-]{90,110}',
    },
    {
      rule: 'gcp-storage-hmac-secret',
      title: 'Google Cloud Storage HMAC secret',
      kind: 'named',
      keywords: ['goog1', 'gcs_secret', 'gs_secret'],
      pattern: '[A-Za-z0-9/+]{40}',
      entropy: 4,
    },
  ],
};
