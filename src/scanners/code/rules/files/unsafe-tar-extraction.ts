import { Attribute, Call, If, Kind } from '../../../../python/index.ts';
import { setKeyword, unsafeFix } from '../../edits.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const tar = 'tarfile.{open,TarFile,TarFile.open,TarFile.gzopen,TarFile.bz2open,TarFile.xzopen}()';
const safeFilters = /^(?:data|tar)$/;

export const rule = defineRule({
  meta: {
    name: 'unsafe-tar-extraction',
    title: 'A tar archive is extracted without a filter',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-22'],
    aliases: [
      'bandit:B202',
      'ruff:S202',
      'codeaudit:tarfile.TarFile',
      'pyscg:0012',
      'codeql:py/tarslip',
      'codeql:py/tarslip-extended',
    ],
    tags: ['files', 'archive', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [call(`${tar}.{extractall,extract}`), call('shutil.unpack_archive'), call('*.extractall')],
  check(ctx, node, path) {
    if (path === 'shutil.unpack_archive') {
      const format = ctx.argumentNode(node, 'format', 2);
      const name = ctx.argumentNode(node, 'filename', 0);
      const text = format === undefined ? (name === undefined ? undefined : ctx.string(name)) : ctx.string(format);
      if (text === undefined || !/tar|\.t[gbx]z$/.test(text)) return;
    }
    if (path === '*.extractall') {
      const receiver = ctx.receiver(node);
      if (receiver === undefined || !ctx.imports('tarfile')) return;
      // Resolved receivers have a trigger of their own; here a name must say what it is.
      if (!/tar|tgz/i.test(ctx.text(receiver).slice(0, 80)) || /zip/i.test(ctx.text(receiver).slice(0, 80))) return;
    }
    if (isFallback(ctx, node)) return;
    const minimum = ctx.project.python?.minimum;
    if (minimum !== undefined && (minimum[0] > 3 || (minimum[0] === 3 && minimum[1] >= 14))) return;
    const filter = ctx.argument(node, 'filter');
    if (filter.state === 'unknown') return;
    if (filter.state === 'given') {
      const value = ctx.constant(filter.node);
      if (value === undefined) {
        if (!ctx.denotes(filter.node, 'tarfile.fully_trusted_filter')) return;
      } else if (value.kind === 'str' && safeFilters.test(value.value)) return;
    }
    if (path !== 'shutil.unpack_archive' && choosesMembers(ctx, node)) return;
    ctx.report(node, {
      message:
        'Before Python 3.14 a member called `../../name`, an absolute path or a link writes outside of the folder.',
      remediation: 'Pass `filter="data"` (Python 3.12, and the security releases of 3.8 to 3.11).',
      fix:
        filter.state === 'absent'
          ? unsafeFix('Extract with the data filter', setKeyword(ctx, node, 'filter', '"data"'))
          : undefined,
    });
  },
});

/** Whether `members` names a selection; `archive.getmembers()` and `None` are all of them. */
function choosesMembers(ctx: RuleContext, node: Node): boolean {
  const members = ctx.argument(node, 'members', 1);
  if (members.state !== 'given') return members.state === 'unknown';
  if (ctx.constant(members.node)?.kind === 'none') return false;
  const value = ctx.valueOf(members.node);
  if (ctx.kind(value) !== Kind.Call) return true;
  const callee = Call.func(ctx.words, value);
  return ctx.kind(callee) !== Kind.Attribute || ctx.name(Attribute.attr(ctx.words, callee)) !== 'getmembers';
}

/** `if hasattr(tarfile, 'data_filter'): … else: …`: the filter is used where there is one. */
function isFallback(ctx: RuleContext, node: Node): boolean {
  const { symbols } = ctx.module;
  if (symbols.find('data_filter') === 0 && symbols.find('hasattr') === 0) return false;
  for (const ancestor of ctx.ancestors(node)) {
    if (
      ctx.kind(ancestor) === Kind.If &&
      /data_filter|filter.*signature|FilterError/.test(ctx.text(If.test(ctx.words, ancestor)))
    )
      return true;
  }
  return false;
}
