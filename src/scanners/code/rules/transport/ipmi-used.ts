import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'ipmi-used',
    title: 'A machine is managed over IPMI',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-319'],
    aliases: ['bandit:B415', 'ruff:S415'],
    tags: ['transport', 'ipmi'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('pyghmi.ipmi.command.Command', 'pyghmi.ipmi.console.Console', 'pyghmi.ipmi.private.session.Session'),
  check(ctx, node) {
    ctx.report(node, {
      message:
        'The login of IPMI 2.0 gives anyone who asks a hash of the password to guess on, and older versions send it readable.',
      remediation: 'Use Redfish over HTTPS, and keep management controllers in a network of their own.',
    });
  },
});
