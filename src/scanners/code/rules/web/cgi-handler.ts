import { call, defineRule, reference } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'cgi-handler',
    title: 'An application runs as a CGI program',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-284', 'CWE-807'],
    aliases: ['bandit:B412', 'ruff:S412'],
    tags: ['web', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call('wsgiref.handlers.CGIHandler', 'twisted.web.twcgi.{CGIScript,CGIDirectory}'),
    reference('http.server.CGIHTTPRequestHandler', 'CGIHTTPServer.CGIHTTPRequestHandler'),
  ],
  check(ctx, node) {
    ctx.report(node, {
      message:
        'CGI turns the header `Proxy` of a request into `HTTP_PROXY`, so that a visitor chooses the proxy of outgoing requests ("httpoxy").',
      remediation: 'Run the application behind a WSGI or ASGI server.',
    });
  },
});
