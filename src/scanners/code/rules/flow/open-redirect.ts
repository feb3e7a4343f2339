import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'open-redirect',
    title: 'Untrusted data chooses the target of a redirect',
    severity: 'medium',
    cwe: ['CWE-601'],
    aliases: [
      'codeql:py/url-redirection',
      'semgrep:python.django.security.injection.open-redirect.open-redirect',
      'semgrep:python.flask.security.open-redirect.open-redirect',
    ],
    tags: ['web'],
  },
  consequence: 'chooses where the browser goes',
  remediation: 'Redirect to names of your own, or check the host of the address against a list.',
});
