/** Credentials of OpenShift. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'openshift',
  name: 'OpenShift',
  access: 'acts as the user in the cluster',
  revoke: 'Delete the OAuthAccessToken object, or run oc logout with it.',
  reference: 'https://docs.redhat.com/en/documentation/openshift_container_platform/',
  detectors: [
    { rule: 'openshift-user-token', title: 'OpenShift user token', kind: 'token', pattern: 'sha256~[A-Za-z0-9_-]{43}' },
  ],
};
