import { Call, Compare, endOf, If, Kind, listItems, Name, startOf } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { frameOf, mentions, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'checked-before-normalized',
    title: 'Text is checked first and normalised afterwards',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-180', 'CWE-176'],
    aliases: ['pyscg:0044', 'codeql:py/unicode-bypass-validation'],
    tags: ['encoding', 'input', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'unicodedata.normalize',
    'urllib.parse.{unquote,unquote_plus}',
    'html.unescape',
    'os.path.{normpath,realpath}',
  ),
  check(ctx, node, path) {
    const { words } = ctx;
    const args = listItems(words, Call.args(words, node));
    // The canonical forms only join and split accents; the compatible ones make new ASCII characters.
    if (path === 'unicodedata.normalize' && !/^NFK/.test((args.length === 0 ? undefined : ctx.string(args[0])) ?? ''))
      return;
    const value = args[path === 'unicodedata.normalize' ? 1 : 0];
    if (value === undefined || words[value] !== Kind.Name || ctx.enclosingFunction(node) === undefined) return;
    const symbol = Name.id(words, value);
    const isPath = path.startsWith('os.path');
    const guard = ownNodes(ctx, frameOf(ctx, node)).find((inner) => {
      if (words[inner] !== Kind.If || endOf(words, inner) > startOf(words, ctx.enclosingStatement(node))) return false;
      const test = If.test(words, inner);
      const last = listItems(words, If.body(words, inner)).at(-1);
      const refuses = last !== undefined && (words[last] === Kind.Raise || words[last] === Kind.Return);
      if (!refuses || !mentions(ctx, test, symbol)) return false;
      return isPath ? ctx.text(test).includes('startswith(') : isCheckOfText(test);
    });
    if (guard === undefined) return;
    const definitions = ctx.bindings.definitions(value);
    if (definitions.some((definition) => startOf(words, definition.node) > startOf(words, guard))) return;
    ctx.report(node, {
      message: `\`${ctx.text(value)}\` is checked before this call changes it: a forbidden text that is written in another form passes the check and appears afterwards.`,
      remediation: 'Normalise first, then check the result.',
    });

    function isCheckOfText(test: number): boolean {
      // A loop over the characters asks for their kind.
      if (/\bfor\b/.test(ctx.text(test))) return false;
      if (words[test] === Kind.Compare)
        return listItems(words, Compare.ops(words, test)).some((operator) => operator >= 8);
      return /\b(?:re\.)?(?:match|search|fullmatch|findall|startswith|endswith|isalnum|isalpha|isidentifier)\(|\bin\b/.test(
        ctx.text(test),
      );
    }
  },
});
