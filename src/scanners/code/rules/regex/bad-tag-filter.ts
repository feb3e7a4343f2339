import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'bad-tag-filter',
    title: 'A regular expression tries to filter HTML',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-116', 'CWE-185'],
    aliases: ['codeql:py/bad-tag-filter'],
    tags: ['validation', 'html', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('re.{sub,subn,compile}', 'regex.{sub,compile}'),
  check(ctx, node) {
    const pattern = ctx.argumentNode(node, 'pattern', 0);
    const text = pattern === undefined ? undefined : ctx.string(pattern);
    if (text === undefined || text.length > 500 || !/<\s*\(?script/i.test(text) || !/<\\?\/\s*script/i.test(text))
      return;
    ctx.report(node, {
      message: 'Browsers read more forms of this element than the pattern does.',
      remediation: 'Use a sanitizer that parses HTML (nh3), or escape the text.',
    });
  },
});
