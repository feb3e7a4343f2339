/** Credentials of Sumo Logic. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'sumologic',
  name: 'Sumo Logic',
  access: 'reads and writes logs',
  revoke: 'In Sumo Logic open Administration → Security → Access Keys and delete the pair.',
  reference: 'https://help.sumologic.com/docs/manage/security/access-keys/',
  detectors: [
    {
      rule: 'sumologic-access-key',
      title: 'Sumo Logic access key',
      kind: 'named',
      keywords: ['sumo'],
      pattern: '[A-Za-z0-9]{64}',
      pair: 'sumologic',
    },
    {
      rule: 'sumologic-access-id',
      title: 'Sumo Logic access id',
      kind: 'named',
      keywords: ['sumo'],
      pattern: 'su[A-Za-z0-9]{12}',
      pair: 'sumologic',
      identifier: true,
    },
  ],
};
