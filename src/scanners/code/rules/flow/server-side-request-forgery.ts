import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'server-side-request-forgery',
    title: 'Untrusted data chooses the address of a request',
    severity: 'high',
    cwe: ['CWE-918'],
    aliases: [
      'codeql:py/full-ssrf',
      'semgrep:python.django.security.injection.ssrf.ssrf-injection-requests.ssrf-injection-requests',
      'semgrep:python.django.security.injection.ssrf.ssrf-injection-urllib.ssrf-injection-urllib',
      'semgrep:python.flask.security.injection.ssrf-requests.ssrf-requests',
      'codeql:py/partial-ssrf',
      'semgrep:python.django.security.injection.tainted-url-host.tainted-url-host',
      'semgrep:python.flask.security.injection.tainted-url-host.tainted-url-host',
    ],
    tags: ['web', 'network'],
  },
  consequence: 'chooses which server is asked',
  remediation: 'Keep scheme and host fixed, or check the host against a list.',
});
