import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'xmlrpc-used',
    title: 'An XML-RPC client or server of the standard library is used',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-776', 'CWE-20'],
    aliases: [
      'bandit:B411',
      'ruff:S411',
      'codeaudit:xmlrpc.client',
      'codeaudit:xmlrpc.server.SimpleXMLRPCServer',
      'codeql:py/simple-xml-rpc-server-dos',
      'semgrep:python.lang.security.use-defused-xmlrpc.use-defused-xmlrpc',
    ],
    tags: ['xml', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
    tier: 'inventory',
  },
  on: call(
    'xmlrpc.client.{ServerProxy,loads,Server}',
    'xmlrpclib.{ServerProxy,loads,Server}',
    'xmlrpc.server.{SimpleXMLRPCServer,DocXMLRPCServer,CGIXMLRPCRequestHandler}',
    'SimpleXMLRPCServer.SimpleXMLRPCServer',
  ),
  check(ctx, node, path) {
    ctx.report(node, {
      message: `\`${path}\` reads XML and compressed bodies of its peer without limits: a small message can fill the memory.`,
      remediation: 'Call `defusedxml.xmlrpc.monkey_patch()` at the start, or use another protocol.',
    });
  },
});
