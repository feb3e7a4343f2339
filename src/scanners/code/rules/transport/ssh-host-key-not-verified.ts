import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'ssh-host-key-not-verified',
    title: 'The host key of an SSH server is not verified',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-295', 'CWE-322'],
    aliases: [
      'bandit:B507',
      'ruff:S507',
      'codeql:py/paramiko-missing-host-key-validation',
      'semgrep:python.lang.security.audit.paramiko-implicit-trust-host-key.paramiko-implicit-trust-host-key',
    ],
    tags: ['ssh', 'transport', 'paramiko'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [call('*.set_missing_host_key_policy'), call('asyncssh.{connect,create_connection,connect_reverse}')],
  check(ctx, node, path) {
    if (path.startsWith('asyncssh')) {
      const hosts = ctx.argumentConstant(node, 'known_hosts');
      if (hosts?.kind === 'none')
        ctx.report(node, { message: '`known_hosts=None` accepts the key of whoever answers.', remediation });
      return;
    }
    const policy = ctx.argumentNode(node, 'policy', 0);
    if (policy === undefined) return;
    const known = ctx.bindings
      .qualifiedNames(ctx.valueOf(policy))
      .find((name) => /^paramiko\.(?:client\.)?(?:AutoAdd|Warning)Policy(?:\(\))?$/.test(name));
    if (known === undefined) return;
    ctx.report(node, {
      message: `\`${known.replace('()', '')}\` accepts the key of whoever answers: a host in between reads the session and the password.`,
      remediation,
    });
  },
});

const remediation = 'Load the known host keys (`load_system_host_keys`) and keep `RejectPolicy`.';
