import { call, defineRule } from '../../rule.ts';
import { stringShape } from '../../string-shape.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isUnescaped } from '../../support/markup.ts';

export const rule = defineRule({
  meta: {
    name: 'format-html-of-formatted-text',
    title: 'format_html gets text that is formatted already',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-79'],
    aliases: ['semgrep:python.django.security.audit.xss.formathtml-fstring-parameter.formathtml-fstring-parameter'],
    tags: ['web', 'xss', 'django'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('django.utils.html.format_html'),
  check(ctx, node) {
    const text = ctx.argumentNode(node, 'format_string', 0);
    if (text === undefined) return;
    const parts = stringShape(ctx, text);
    if (parts === undefined || !parts.some(({ kind }) => kind === 'hole') || !isUnescaped(ctx, text)) return;
    ctx.report(text, {
      message: '`format_html` escapes its arguments, not its format: what was put into the text before is not escaped.',
      remediation: 'Write `format_html("<b>{}</b>", name)` with the values as arguments.',
    });
  },
});
