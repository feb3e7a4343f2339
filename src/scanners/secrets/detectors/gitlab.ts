/** Credentials of GitLab. */
import type { Provider } from '../detector.ts';

export const provider: Provider = {
  id: 'gitlab',
  name: 'GitLab',
  access: 'acts on the projects and groups in its scopes',
  revoke:
    'In GitLab open the user, project or group → Access tokens (or Runners, Deploy tokens, Applications), revoke it and read the audit events.',
  reference: 'https://docs.gitlab.com/user/profile/personal_access_tokens/',
  detectors: [
    {
      rule: 'gitlab-personal-access-token',
      title: 'GitLab personal access token',
      kind: 'token',
      pattern: 'glpat-[A-Za-z0-9_-]{20}',
    },
    {
      rule: 'gitlab-routable-token',
      title: 'GitLab routable token',
      kind: 'token',
      pattern: '(?:glpat-|glrt-t[0-9]{1}_)[A-Za-z0-9_-]{27,300}\\.[0-9a-z]{2}\\.?[0-9a-z]{7,9}',
    },
    {
      rule: 'gitlab-pipeline-trigger-token',
      title: 'GitLab pipeline trigger token',
      kind: 'token',
      pattern: 'glptt-[0-9a-f]{40}',
    },
    {
      rule: 'gitlab-runner-registration-token',
      title: 'GitLab runner registration token',
      kind: 'token',
      pattern: 'GR1348941[A-Za-z0-9_-]{20}',
    },
    {
      rule: 'gitlab-runner-token',
      title: 'GitLab runner authentication token',
      kind: 'token',
      pattern: 'glrt-[A-Za-z0-9_-]{20}',
    },
    { rule: 'gitlab-deploy-token', title: 'GitLab deploy token', kind: 'token', pattern: 'gldt-[A-Za-z0-9_-]{20}' },
    { rule: 'gitlab-feed-token', title: 'GitLab feed token', kind: 'token', pattern: 'glft-[A-Za-z0-9_-]{20}' },
    {
      rule: 'gitlab-incoming-mail-token',
      title: 'GitLab incoming mail token',
      kind: 'token',
      pattern: 'glimt-[A-Za-z0-9_-]{25}',
    },
    {
      rule: 'gitlab-agent-token',
      title: 'GitLab agent for Kubernetes token',
      kind: 'token',
      pattern: 'glagent-[A-Za-z0-9_-]{50}',
    },
    {
      rule: 'gitlab-oauth-application-secret',
      title: 'GitLab OAuth application secret',
      kind: 'token',
      pattern: 'gloas-[A-Za-z0-9_-]{64}',
    },
    {
      rule: 'gitlab-ci-job-token',
      title: 'GitLab CI job token',
      kind: 'token',
      pattern: 'glcbt-[0-9a-zA-Z]{1,5}_[A-Za-z0-9_-]{20}',
      severity: 'medium',
    },
    {
      rule: 'gitlab-feature-flag-token',
      title: 'GitLab feature flag client token',
      kind: 'token',
      pattern: 'glffct-[A-Za-z0-9_-]{20}',
      severity: 'medium',
    },
    { rule: 'gitlab-scim-token', title: 'GitLab SCIM token', kind: 'token', pattern: 'glsoat-[A-Za-z0-9_-]{20}' },
    {
      rule: 'gitlab-session-cookie',
      title: 'GitLab session cookie',
      kind: 'token',
      pattern: '_gitlab_session=[0-9a-z]{32}',
      secretAfter: '_gitlab_session=',
    },
  ],
};
