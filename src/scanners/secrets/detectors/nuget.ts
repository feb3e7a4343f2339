/** Credentials of NuGet. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'nuget',
  name: 'NuGet',
  access: "publishes packages in the owner's name",
  revoke: 'On nuget.org open API Keys, delete the key and look for versions you did not publish.',
  reference: 'https://learn.microsoft.com/en-us/nuget/nuget-org/scoped-api-keys',
  detectors: [
    { rule: 'nuget-api-key', title: 'NuGet API key', kind: 'token', pattern: 'oy2[a-z0-9]{43}', entropy: 3.6 },
    {
      rule: 'nuget-config-password',
      title: 'Password in a NuGet configuration',
      kind: 'token',
      keywords: ['<add key="cleartextpassword', '<add key="password'],
      pattern: '<add key="(?:ClearTextPassword|Password)" value="[^"\\s]{8,120}"',
      ignoreCase: true,
      secretAfter: 'value="',
    },
  ],
};
