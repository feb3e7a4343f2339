import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

/** A scheme and a host name that goes on. */
const openEnd = /^(?:\w+:\/\/)?[\w.-]*\w$/;

export const rule = defineRule({
  meta: {
    name: 'origin-checked-by-prefix',
    title: 'The origin of a request is checked by its beginning or end',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-346', 'CWE-942'],
    aliases: ['codeql:py/cors-bypass'],
    tags: ['cors', 'web'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('*.{startswith,endswith}'),
  onlyWith: ['rigin', 'ORIGIN'],
  check(ctx, node, path) {
    const receiver = ctx.receiver(node);
    const limit = ctx.argumentNode(node, undefined, 0);
    if (receiver === undefined || limit === undefined) return;
    const value = ctx.text(ctx.valueOf(receiver)).slice(0, 200);
    if (!/(?:headers?|META|environ)\b[\s\S]{0,40}['"](?:HTTP_)?ORIGIN['"]/i.test(value)) return;
    const text = ctx.string(limit);
    const isStart = path.endsWith('startswith');
    if (text === undefined || (isStart ? !openEnd.test(text) : /^(?:\.|:|\/|$)/.test(text))) return;
    ctx.report(node, {
      message: isStart
        ? `\`${text}.evil.example\` begins with this text too.`
        : `\`https://evil${text.replace(/[^\w.-]/g, '')}\` ends with this text too.`,
      remediation: 'Compare the whole origin with a list of the own sites.',
    });
  },
});
