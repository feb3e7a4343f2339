import { Attribute, Call, For, forEachChild, Kind, List, listItems } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'deny-list-filter',
    title: 'Dangerous input is filtered with a list of bad texts',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-184'],
    aliases: ['pyscg:0047'],
    tags: ['input', 'injection'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [call('*.replace'), onNode('For')],
  check(ctx, node, path) {
    const { words } = ctx;
    if (path === '*.replace') {
      const [bad, good] = listItems(words, Call.args(words, node)).map((argument) => ctx.literal(argument));
      if (good !== '' || bad === undefined || !/^(?:\.\.[/\\]?|<\/?script>?|javascript:)$/i.test(bad)) return;
      ctx.report(node, {
        message: `Removing \`${bad}\` once makes a new one out of the rest: \`${bad.slice(0, 1)}${bad}${bad.slice(1)}\` becomes \`${bad}\`.`,
        remediation: 'Accept what is known to be good, and escape for the place where it goes.',
      });
      return;
    }
    const iterated = ctx.valueOf(For.iter(words, node));
    if (words[iterated] !== Kind.List && words[iterated] !== Kind.Tuple && words[iterated] !== Kind.SetExpr) return;
    const items = listItems(words, List.elts(words, iterated)).map((item) => ctx.literal(item));
    const isBad = items.length >= 2 && items.every((item) => item !== undefined && isDangerous(item));
    if (!isBad || !tests(node)) return;
    ctx.report(For.iter(words, node), {
      message: 'A list of bad texts is never complete: other spellings, encodings and characters get through.',
      remediation: 'Accept only what matches a pattern of good values.',
    });

    /** Whether the loop asks for each word in something, or takes it out. */
    function tests(loop: number): boolean {
      const stack = listItems(words, For.body(words, loop));
      for (let inner = stack.pop(); inner !== undefined; inner = stack.pop()) {
        if (words[inner] === Kind.Compare && /^\w+ in \w/.test(ctx.text(inner))) return true;
        if (
          words[inner] === Kind.Call &&
          words[Call.func(words, inner)] === Kind.Attribute &&
          ctx.name(Attribute.attr(words, Call.func(words, inner))) === 'replace'
        )
          return true;
        forEachChild(words, inner, (child) => stack.push(child));
      }
      return false;
    }
  },
});

function isDangerous(text: string): boolean {
  return /^(?:[;&|`$<>'"]|&&|\|\||--|\$\(|\.\.\/?|drop(?: table)?|union|select|insert|delete|rm(?: -rf)?|__import__|__class__|eval|exec|<script>?|javascript:|onerror)$/i.test(
    text.trim(),
  );
}
