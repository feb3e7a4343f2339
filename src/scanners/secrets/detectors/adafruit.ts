/** Credentials of Adafruit IO. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'adafruit',
  name: 'Adafruit IO',
  access: 'reads and writes every feed of the account',
  revoke: 'On io.adafruit.com open My Key and press Regenerate Key; every device needs the new key.',
  reference: 'https://io.adafruit.com/api/docs/',
  detectors: [
    {
      rule: 'adafruit-aio-key',
      title: 'Adafruit IO key',
      kind: 'token',
      pattern: 'aio_[A-Za-z]{4}[0-9]{2}[A-Za-z0-9]{22}',
    },
    {
      rule: 'adafruit-key',
      title: 'Adafruit IO key beside its name',
      kind: 'named',
      keywords: ['adafruit'],
      pattern: '[a-z0-9_-]{32}',
    },
  ],
};
