import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'snmpv3-without-privacy',
    title: 'SNMPv3 is used without authentication or encryption',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-319'],
    aliases: ['bandit:B509', 'ruff:S509'],
    tags: ['transport', 'snmp'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('pysnmp.hlapi.{UsmUserData,asyncio.UsmUserData,v3arch.UsmUserData,v3arch.asyncio.UsmUserData}'),
  check(ctx, node) {
    const hasNoAuthentication =
      isMissing(ctx.argument(node, 'authKey', 1).state) && isMissing(ctx.argument(node, 'auth_key', 1).state);
    const hasNoPrivacy =
      isMissing(ctx.argument(node, 'privKey', 2).state) && isMissing(ctx.argument(node, 'priv_key', 2).state);
    if (!hasNoAuthentication && !hasNoPrivacy) return;
    ctx.report(node, {
      message: hasNoAuthentication
        ? 'Without an authentication key nobody proves anything: packets can be forged.'
        : 'Without a privacy key all values travel readable.',
      remediation: 'Pass an authentication key and a privacy key.',
    });
  },
});

function isMissing(state: 'given' | 'absent' | 'unknown'): boolean {
  return state === 'absent';
}
