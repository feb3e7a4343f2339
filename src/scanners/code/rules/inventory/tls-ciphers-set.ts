import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'tls-ciphers-set',
    title: 'The list of TLS ciphers is set by hand',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-326', 'CWE-327'],
    aliases: ['semgrep:python.lang.security.audit.insecure-transport.ssl.no-set-ciphers.no-set-ciphers'],
    tags: ['inventory', 'tls', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('ssl.{SSLContext,create_default_context,_create_unverified_context}().set_ciphers'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'The list of ciphers is chosen here and no longer follows the defaults of OpenSSL and Python.',
      remediation: 'Leave the list to the defaults, which newer versions keep strong.',
    });
  },
});
