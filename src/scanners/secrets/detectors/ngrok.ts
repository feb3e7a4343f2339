/** Credentials of ngrok. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'ngrok',
  name: 'ngrok',
  access: 'opens tunnels on the account',
  revoke: 'In the ngrok dashboard reset the authtoken or delete the API key.',
  reference: 'https://ngrok.com/docs/agent/config/',
  detectors: [
    {
      rule: 'ngrok-authtoken',
      title: 'ngrok authtoken',
      kind: 'named',
      keywords: ['ngrok', 'authtoken'],
      pattern: '[0-9]{1}[A-Za-z0-9]{26}_[A-Za-z0-9]{21}',
    },
  ],
};
