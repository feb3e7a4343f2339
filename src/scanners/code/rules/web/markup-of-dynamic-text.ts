import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { asksIfSafe, isUnescaped } from '../../support/markup.ts';

export const rule = defineRule({
  meta: {
    name: 'markup-of-dynamic-text',
    title: 'Text that is not constant becomes Markup without escaping',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-79'],
    aliases: [
      'bandit:B704',
      'ruff:S704',
      'semgrep:python.flask.security.xss.audit.explicit-unescape-with-markup.explicit-unescape-with-markup',
    ],
    tags: ['web', 'xss', 'flask', 'markupsafe'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call(
    '{markupsafe,flask,jinja2,webhelpers2.html}.{Markup,literal}',
    'jinja2.utils.Markup',
    'flask.globals.Markup',
  ),
  check(ctx, node) {
    const text = ctx.argumentNode(node, undefined, 0);
    if (text === undefined || !isUnescaped(ctx, text) || asksIfSafe(ctx, node)) return;
    ctx.report(node, {
      message: '`Markup` says that this text is HTML already: what a user put into it becomes part of the page.',
      remediation: 'Write `Markup("<b>{}</b>").format(name)`, which escapes each value, or `markupsafe.escape(text)`.',
    });
  },
});
