/** Credentials of Meta. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'facebook',
  name: 'Meta',
  access: 'acts for the app or page',
  revoke:
    "In the Meta developer dashboard open the app → Settings → Basic and reset the app secret; tokens are invalidated with it or under the user's Business integrations.",
  reference: 'https://developers.facebook.com/docs/facebook-login/security/',
  detectors: [
    {
      rule: 'facebook-access-token',
      title: 'Facebook app access token',
      kind: 'token',
      keywords: ['facebook', 'fb_', 'graph.', 'access_token'],
      pattern: '[0-9]{15,16}(?:\\||%7C)[A-Za-z0-9_-]{27,40}',
      near: true,
      ignoreCase: true,
    },
    {
      rule: 'facebook-page-access-token',
      title: 'Facebook page or user token',
      kind: 'token',
      pattern: '(?:EAAM|EAAC|EAAB|EAAG)[A-Za-z0-9]{100,300}',
    },
    {
      rule: 'facebook-app-secret',
      title: 'Facebook app secret',
      kind: 'named',
      keywords: ['facebook', 'fb_app_secret', 'meta_app'],
      pattern: '[a-f0-9]{32}',
    },
  ],
};
