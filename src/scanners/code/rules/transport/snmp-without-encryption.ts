import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'snmp-without-encryption',
    title: 'SNMP version 1 or 2c is used',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-319'],
    aliases: ['bandit:B508', 'ruff:S508'],
    tags: ['transport', 'snmp'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'pysnmp.hlapi.{CommunityData,asyncio.CommunityData,v1arch.CommunityData,v3arch.CommunityData,v3arch.asyncio.CommunityData}',
  ),
  check(ctx, node) {
    ctx.report(node, {
      message:
        'Versions 1 and 2c send the community name and all values readable, and anyone who hears the name can answer or write.',
      remediation: 'Use SNMPv3 with `UsmUserData` and both an authentication and a privacy key.',
    });
  },
});
