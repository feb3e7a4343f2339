import { Attribute, Call, Kind, startOf } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { subprocessCalls } from '../../support/shell-commands.ts';

const shellText =
  /\/dev\/(?:tcp|udp)\/|\b(?:nc|ncat|netcat)\b[^|;]*\s-[a-z]*[ec]\s+\S*sh\b|\bmkfifo\b[^\n]*\|\s*(?:nc|ncat)\b/;
const shells = [
  'pty.spawn',
  'subprocess.call',
  'subprocess.run',
  'subprocess.Popen',
  'os.system',
  'os.execl',
  'os.execv',
  'os.execvp',
  'os.execlp',
];

export const rule = defineRule({
  meta: {
    name: 'reverse-shell',
    title: 'A shell is connected to a socket',
    severity: 'critical',
    confidence: 'high',
    cwe: ['CWE-553', 'CWE-506'],
    aliases: [
      'semgrep:python.lang.security.audit.python-reverse-shell.python-reverse-shell',
      'semgrep:generic.ci.security.bash-reverse-shell.bash_reverse_shell',
    ],
    tags: ['supply-chain', 'malware'],
    since: '0.1.0',
  },
  on: [call('os.dup2'), call('os.system', 'os.popen', subprocessCalls)],
  check(ctx, node, path) {
    if (path !== 'os.dup2') {
      const command = ctx.argumentNode(node, 'args', 0) ?? ctx.argumentNode(node, undefined, 0);
      if (command === undefined || !shellText.test(ctx.text(command).slice(0, 2000))) return;
    } else if (!ctx.memo(isSocketShell, () => isSocketShell(ctx)) || !isSocketDescriptor(ctx, node)) return;
    else if (firstOf(ctx) !== node) return;
    ctx.report(node, {
      message: 'This connects a shell with another machine.',
      remediation: 'Find out who put it here; treat the machines that ran it as lost.',
    });
  },
});

function isSocketShell(ctx: RuleContext): boolean {
  return (
    ctx.imports('socket') &&
    ctx
      .nodesOf('Call')
      .some(
        (call) =>
          ctx.denotes(Call.func(ctx.words, call), ...shells) &&
          /\b(?:ba|z|da|k)?sh\b|cmd\.exe|powershell/.test(ctx.text(call).slice(0, 500)),
      )
  );
}

function firstOf(ctx: RuleContext): Node | undefined {
  return ctx.memo(firstOf, () => {
    const found = ctx
      .nodesOf('Call')
      .filter((call) => ctx.denotes(Call.func(ctx.words, call), 'os.dup2') && isSocketDescriptor(ctx, call));
    return found.sort((a, b) => startOf(ctx.words, a) - startOf(ctx.words, b))[0];
  });
}

/** `os.dup2(peer.fileno(), 0)`, or a loop over the three streams. */
function isSocketDescriptor(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  const from = ctx.argumentNode(node, 'fd', 0);
  if (from === undefined || words[from] !== Kind.Call) return false;
  const callee = Call.func(words, from);
  return words[callee] === Kind.Attribute && ctx.name(Attribute.attr(words, callee)) === 'fileno';
}
