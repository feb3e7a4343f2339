/** Credentials of Drone CI. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'droneci',
  name: 'Drone CI',
  access: 'starts builds and reads repository secrets',
  revoke: 'In Drone open User settings and regenerate the token.',
  reference: 'https://docs.drone.io/cli/configure/',
  detectors: [
    {
      rule: 'droneci-token',
      title: 'Drone CI token',
      kind: 'named',
      keywords: ['droneci', 'drone_token', 'drone-token'],
      pattern: '[A-Za-z0-9]{32}',
    },
  ],
};
