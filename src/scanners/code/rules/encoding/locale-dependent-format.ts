import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'locale-dependent-format',
    title: 'A date is written or read with names of the locale',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-175'],
    aliases: ['pyscg:0043'],
    tags: ['encoding', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: [call('*.strftime', '*.strptime'), call('time.{strftime,strptime}', 'locale.setlocale')],
  check(ctx, node, path) {
    if (path === 'locale.setlocale') {
      if (
        ctx.argumentConstant(node, 'locale', 1)?.kind !== 'str' ||
        ctx.string(ctx.argumentNode(node, 'locale', 1) ?? node) !== ''
      )
        return;
    } else {
      // `time.strftime` is a method call, too.
      if (path.startsWith('time.')) return;
      const position = path.endsWith('strptime') ? 1 : 0;
      const format = ctx.argumentNode(node, 'format', position);
      const text = format === undefined ? undefined : ctx.string(format);
      if (text === undefined || !/%[-#_]?[aAbBcpxXh]/.test(text)) return;
    }
    ctx.report(node, {
      message:
        'The names of days and months, and the order of dates, follow the locale of the process: other machines cannot read them.',
      remediation: 'Use numbers and ISO 8601 (`isoformat`), or `email.utils` for the dates of mail and HTTP.',
    });
  },
});
