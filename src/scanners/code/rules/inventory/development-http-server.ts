import { defineRule, reference } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'development-http-server',
    title: 'A development HTTP server is started',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-489', 'CWE-668'],
    aliases: [
      'semgrep:python.flask.security.audit.app-run-security-config.avoid_using_app_run_directly',
      'codeaudit:http.server.BaseHTTPRequestHandler',
      'codeaudit:http.server.HTTPServer',
    ],
    tags: ['inventory', 'web', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: reference(
    'http.server.{HTTPServer,ThreadingHTTPServer,BaseHTTPRequestHandler,SimpleHTTPRequestHandler}',
    'wsgiref.simple_server.make_server',
    'flask.Flask().run',
  ),
  check(ctx, node) {
    ctx.report(node, {
      message: 'This server is made for development.',
      remediation: 'Put a production server in its place, or bind it to the local host.',
    });
  },
});
