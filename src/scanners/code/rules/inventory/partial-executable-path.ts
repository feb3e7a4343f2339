import { Kind, List, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { subprocessCalls } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'partial-executable-path',
    title: 'A program is started by name, not by path',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-426', 'CWE-78'],
    aliases: ['bandit:B607', 'ruff:S607', 'pyscg:0013'],
    tags: ['inventory', 'process', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(
    subprocessCalls,
    'os.{execl,execle,execlp,execlpe,execv,execve,execvp,execvpe,system,popen,startfile,posix_spawn,posix_spawnp}',
    'subprocess.{getoutput,getstatusoutput}',
  ),
  check(ctx, node) {
    const command = ctx.argumentNode(node, 'args', 0) ?? ctx.argumentNode(node, undefined, 0);
    if (command === undefined) return;
    const value = ctx.valueOf(command);
    const isList = ctx.kind(value) === Kind.List || ctx.kind(value) === Kind.Tuple;
    const first = isList ? listItems(ctx.words, List.elts(ctx.words, value))[0] : value;
    const program = first === undefined ? undefined : ctx.string(first)?.trim().split(/\s/)[0];
    if (program === undefined || program === '' || /^(?:[a-z]:)?[\\/.~]/i.test(program)) return;
    ctx.report(node, {
      message: `Which \`${program}\` runs is decided by \`PATH\`.`,
      remediation: 'Give the full path where the environment is not under control.',
    });
  },
});
