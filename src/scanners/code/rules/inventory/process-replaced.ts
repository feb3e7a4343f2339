import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'process-replaced',
    title: 'The process is replaced or another one is spawned',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-78'],
    aliases: [
      'bandit:B606',
      'ruff:S606',
      'codeaudit:os.execl',
      'codeaudit:os.execle',
      'codeaudit:os.execlp',
      'codeaudit:os.execlpe',
      'codeaudit:os.execv',
      'codeaudit:os.execve',
      'codeaudit:os.execvp',
      'codeaudit:os.execvpe',
      'semgrep:python.lang.security.audit.dangerous-os-exec-audit.dangerous-os-exec-audit',
      'semgrep:python.lang.security.audit.dangerous-spawn-process-audit.dangerous-spawn-process-audit',
    ],
    tags: ['inventory', 'process', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(
    '{os,posix}.{execl,execle,execlp,execlpe,execv,execve,execvp,execvpe,spawnl,spawnle,spawnlp,spawnlpe,spawnv,spawnve,spawnvp,spawnvpe,posix_spawn,posix_spawnp,startfile}',
  ),
  check(ctx, node) {
    ctx.report(node, {
      message: 'This runs another program in or beside this process.',
      remediation: 'Use `subprocess.run` with a list and a fixed program.',
    });
  },
});
