/** Credentials of Cloudinary. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'cloudinary',
  name: 'Cloudinary',
  access: 'uploads to and deletes from the media library',
  revoke: 'In Cloudinary open Settings → API Keys, generate a new key pair and disable the old one.',
  reference: 'https://cloudinary.com/documentation/product_environment_settings',
  detectors: [
    {
      rule: 'cloudinary-url',
      title: 'Cloudinary URL with its secret',
      kind: 'token',
      pattern: 'cloudinary://[0-9]{12,18}:[A-Za-z0-9_-]{20,40}@[a-z0-9_-]{2,60}',
    },
  ],
};
