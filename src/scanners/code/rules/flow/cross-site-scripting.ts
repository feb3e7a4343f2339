import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'cross-site-scripting',
    title: 'Untrusted data becomes part of an HTML page',
    severity: 'high',
    cwe: ['CWE-79'],
    aliases: [
      'semgrep:python.flask.security.audit.xss.make-response-with-unknown-content.make-response-with-unknown-content',
      'semgrep:python.django.security.audit.xss.direct-use-of-httpresponse.direct-use-of-httpresponse',
      'semgrep:python.pyramid.security.direct-use-of-response.pyramid-direct-use-of-response',

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
