/** Credentials of Pinecone. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'pinecone',
  name: 'Pinecone',
  access: 'reads and writes the vector indexes',
  revoke: 'In the Pinecone console open API keys and delete the key.',
  reference: 'https://docs.pinecone.io/guides/projects/manage-api-keys',
  detectors: [
    {
      rule: 'pinecone-api-key',
      title: 'Pinecone API key',
      kind: 'token',
      pattern: 'pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}',
    },
    {
      rule: 'pinecone-key-beside-name',
      title: 'Pinecone key beside its name',
      kind: 'named',
      keywords: ['pinecone'],
      pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    },
  ],
};
