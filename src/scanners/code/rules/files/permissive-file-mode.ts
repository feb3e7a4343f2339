import { BinOp, Kind, Operator } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const bits: { readonly [name: string]: number } = {
  S_IRWXU: 0o700,
  S_IRUSR: 0o400,
  S_IWUSR: 0o200,
  S_IXUSR: 0o100,
  S_IRWXG: 0o70,
  S_IRGRP: 0o40,
  S_IWGRP: 0o20,
  S_IXGRP: 0o10,
  S_IRWXO: 0o7,
  S_IROTH: 0o4,
  S_IWOTH: 0o2,
  S_IXOTH: 0o1,
  S_ISUID: 0o4000,
  S_ISGID: 0o2000,
  S_ISVTX: 0o1000,
};

export const rule = defineRule({
  meta: {
    name: 'permissive-file-mode',
    title: 'A file is made writable for everyone',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-732', 'CWE-276'],
    aliases: [
      'bandit:B103',
      'ruff:S103',
      'codeaudit:os.chmod',
      'codeql:py/overly-permissive-file',
      'semgrep:python.lang.security.audit.insecure-file-permissions.insecure-file-permissions',
    ],
    tags: ['files', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('os.{chmod,fchmod,lchmod}', 'pathlib.{Path,PosixPath}().{chmod,lchmod}', '*.chmod'),
  check(ctx, node, path) {
    const isMethod = !path.startsWith('os.');
    if (path === '*.chmod' && ctx.qualifiedName(ctx.receiver(node) ?? node) === 'os') return;
    const mode = ctx.argumentNode(node, 'mode', isMethod ? 0 : 1);
    const value = mode === undefined ? undefined : modeOf(ctx, mode);
    if (mode === undefined || value === undefined) return;
    const forAll = (value & 0o002) !== 0;
    // The sticky bit keeps a shared folder such as /tmp sound.
    if ((value & 0o1000) !== 0 || (!forAll && (value & 0o4022) !== 0o4020)) return;
    ctx.report(mode, {
      message: `Mode 0o${value.toString(8)} lets every user of the machine change the file${(value & 0o111) === 0 ? '' : ', and run it'}.`,
      remediation: 'Give only what is needed: 0o600 for secrets, 0o644 for shared files, 0o755 for programs.',
    });
  },
});

/** The mode as a number, `stat` constants joined by `|` included. */
function modeOf(ctx: RuleContext, node: Node): number | undefined {
  const known = ctx.integer(node);
  if (known !== undefined) return known;
  const value = ctx.valueOf(node);
  if (ctx.kind(value) === Kind.BinOp && BinOp.op(ctx.words, value) === Operator.BitOr) {
    const left = modeOf(ctx, BinOp.left(ctx.words, value));
    const right = modeOf(ctx, BinOp.right(ctx.words, value));
    // An unknown part can only add to what is known.
    return left === undefined ? right : right === undefined ? left : left | right;
  }
  for (const path of ctx.bindings.qualifiedNames(value)) {
    const bit = path.startsWith('stat.') ? bits[path.slice(5)] : undefined;
    if (bit !== undefined) return bit;
  }
  return undefined;
}
