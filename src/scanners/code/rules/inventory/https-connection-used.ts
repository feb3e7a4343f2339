import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'https-connection-used',
    title: 'An HTTPSConnection of the standard library is used',
    severity: 'info',
    confidence: 'high',
    cwe: ['CWE-295'],
    aliases: ['bandit:B309', 'semgrep:python.lang.security.audit.httpsconnection-detected.httpsconnection-detected'],
    tags: ['inventory', 'transport', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('http.client.HTTPSConnection', 'httplib.HTTPSConnection'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'Very old Python versions do not verify certificates here.',
      remediation: 'Nothing to do on Python 3.5 and newer.',
    });
  },
});
