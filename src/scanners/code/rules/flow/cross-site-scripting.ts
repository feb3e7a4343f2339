import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'cross-site-scripting',
    title: 'Untrusted data becomes part of an HTML page',
    severity: 'high',
    cwe: ['CWE-79'],
    aliases: [
      'codeql:py/reflective-xss',
      'semgrep:python.flask.security.audit.directly-returned-format-string.directly-returned-format-string',
      'semgrep:python.django.security.injection.reflected-data-httpresponse.reflected-data-httpresponse',
      'semgrep:python.flask.security.unsanitized-input.response-contains-unsanitized-input',
      'semgrep:python.flask.security.injection.raw-html-concat.raw-html-format',
      'semgrep:python.django.security.injection.raw-html-format.raw-html-format',
      'semgrep:python.aws-lambda.security.tainted-html-response.tainted-html-response',
    ],
    tags: ['web', 'xss'],
  },
  consequence: 'becomes part of the page without escaping',
  remediation: 'Render a template with automatic escaping, or escape the data for the place where it stands.',
});
