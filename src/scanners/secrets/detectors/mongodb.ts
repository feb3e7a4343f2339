/** Credentials of MongoDB Atlas. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'mongodb',
  name: 'MongoDB Atlas',
  access: "manages the project's clusters",
  revoke: 'In Atlas open Access Manager → API Keys (or Service accounts), delete it and create another.',
  reference: 'https://www.mongodb.com/docs/atlas/configure-api-access/',
  detectors: [
    {
      rule: 'mongodb-atlas-secret',
      title: 'MongoDB Atlas service account secret',
      kind: 'token',
      pattern: 'mdb_sa_sk_[A-Za-z0-9_-]{40}',
    },
  ],
};
