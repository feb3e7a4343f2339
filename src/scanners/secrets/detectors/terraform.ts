/** Credentials of HashiCorp Terraform. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'terraform',
  name: 'HashiCorp Terraform',
  access: 'plans and applies infrastructure of the organisation',
  revoke:
    "In HCP Terraform open User settings → Tokens (or the team's token) and delete it; rotate the variables of its workspaces.",
  reference: 'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
  detectors: [
    {
      rule: 'terraform-cloud-token',
      title: 'Terraform Cloud token',
      kind: 'token',
      keywords: ['.atlasv1.'],
      pattern: '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9=_-]{60,70}',
      severity: 'critical',
    },
  ],
};
