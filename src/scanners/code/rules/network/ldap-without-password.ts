import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'ldap-without-password',
    title: 'An LDAP connection is made without a password',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-287'],
    aliases: ['codeql:py/improper-ldap-auth'],
    tags: ['authentication', 'ldap'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('ldap.initialize().{simple_bind,simple_bind_s,bind,bind_s}', 'ldap3.Connection'),
  check(ctx, node, path) {
    const isThree = path.startsWith('ldap3');
    const user = ctx.argumentNode(node, isThree ? 'user' : 'who', isThree ? 1 : 0);
    if (user === undefined || ctx.truth(user) === false) return;
    const password = ctx.argument(node, isThree ? 'password' : 'cred', isThree ? 2 : 1);
    const authentication = ctx.argument(node, 'authentication');
    if (authentication.state !== 'absent') return;
    if (password.state === 'unknown' || (password.state === 'given' && ctx.truth(password.node) !== false)) return;
    ctx.report(node, {
      message: 'With a name and an empty password many servers log in as nobody and report success.',
      remediation: 'Refuse empty passwords before the bind.',
    });
  },
});
