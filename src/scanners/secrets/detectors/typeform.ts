/** Credentials of Typeform. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'typeform',
  name: 'Typeform',
  access: 'reads answers of the forms',
  revoke: 'In Typeform open Account → Personal tokens and delete it.',
  reference: 'https://www.typeform.com/developers/get-started/personal-access-token/',
  detectors: [{ rule: 'typeform-token', title: 'Typeform token', kind: 'token', pattern: 'tfp_[A-Za-z0-9_.=-]{59}' }],
};
