import { Attribute } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPublicHost, urlStart } from '../../support/urls.ts';

export const rule = defineRule({
  meta: {
    name: 'ldap-in-clear-text',
    title: 'An LDAP password is sent in clear text',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-523', 'CWE-522'],
    aliases: ['codeql:py/insecure-ldap-auth'],
    tags: ['transport', 'authentication', 'ldap'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('ldap.initialize().{simple_bind,simple_bind_s,bind,bind_s}'),
  check(ctx, node) {
    const { symbols } = ctx.module;
    if (symbols.find('start_tls_s') !== 0 && ctx.memo('start_tls', () => mentionsTls(ctx))) return;
    const password = ctx.argumentNode(node, 'cred', 1);
    const receiver = ctx.receiver(node);
    if (password === undefined || ctx.truth(password) === false || receiver === undefined) return;
    const made = ctx.valueOf(receiver);
    if (!ctx.isCallOf(made, 'ldap.initialize')) return;
    const url = ctx.argumentNode(made, 'uri', 0);
    const start = url === undefined ? undefined : urlStart(ctx, url);
    if (start === undefined || !/^ldap:\/\//i.test(start) || !isPublicHost(start)) return;
    ctx.report(node, {
      message: 'The password goes to the directory in clear text.',
      remediation: 'Use `ldaps://`, or call `start_tls_s()` before the bind.',
    });
  },
});

function mentionsTls(ctx: RuleContext): boolean {
  const name = ctx.module.symbols.find('start_tls_s');
  return ctx.nodesOf('Attribute').some((attribute) => Attribute.attr(ctx.words, attribute) === name);
}
