import { Attribute, Call, Compare, CompareOperator, Kind, listItem } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { Node } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const host = /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}$/i;
/** Ends of file names look like hosts. */
const fileEnding =
  /\.(?:py|js|json|html?|css|xml|txt|md|gz|zip|git|exe|png|jpg|pdf|csv|ya?ml|toml|lock|sh|so|whl|tar|rst|ini|cfg|log)$/i;
const urlName = /(?:^|[_.])(?:url|uri|host|hostname|domain|origin|referr?er|netloc|redirect|href|link)s?$/i;

export const rule = defineRule({
  meta: {
    name: 'incomplete-url-check',
    title: 'A URL is checked by a part of its text',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-20'],
    aliases: ['codeql:py/incomplete-url-substring-sanitization'],
    tags: ['validation', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [onNode('Compare'), call('*.{startswith,endswith}')],
  check(ctx, node, _path) {
    const { words } = ctx;
    let value: Node | undefined;
    let part: Node | undefined;
    let isStart = false;
    if (words[node] === Kind.Compare) {
      if (listItem(words, Compare.ops(words, node), 0) !== CompareOperator.In) return;
      part = Compare.left(words, node);
      value = listItem(words, Compare.comparators(words, node), 0);
      if (words[part] !== Kind.Constant) return;
    } else {
      part = ctx.argumentNode(node, undefined, 0);
      value = ctx.receiver(node);
      isStart = ctx.name(Attribute.attr(words, Call.func(words, node))) === 'startswith';
    }
    if (value === undefined || part === undefined || (words[value] !== Kind.Name && words[value] !== Kind.Attribute))
      return;
    const text = ctx.string(part);
    if (text === undefined || !host.test(text) || fileEnding.test(text) || (isStart && !text.includes('://'))) return;
    if (!urlName.test(ctx.text(value))) return;
    ctx.report(node, {
      message: `Other hosts hold \`${text}\` in their name or path, and pass.`,
      remediation:
        'Compare `urlsplit(url).hostname` with the host, or end the text with `/` (a start) or begin it with `.` (an end).',
    });
  },
});
