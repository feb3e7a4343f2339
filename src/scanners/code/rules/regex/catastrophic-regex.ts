import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { findNestedRepetition } from '../../support/regex-ambiguity.ts';

export const rule = defineRule({
  meta: {
    name: 'catastrophic-regex',
    title: 'A regular expression can take exponential time',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-1333', 'CWE-400'],
    aliases: [
      'codeql:py/redos',
      'codeql:py/polynomial-redos',
      'semgrep:python.lang.security.audit.regex-dos.regex_dos',
    ],
    tags: ['availability', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    're.{compile,match,search,fullmatch,sub,subn,split,findall,finditer}',
    'django.core.validators.RegexValidator',
  ),
  check(ctx, node) {
    const pattern = ctx.argumentNode(node, 'pattern', 0) ?? ctx.argumentNode(node, 'regex');
    const text = pattern === undefined ? undefined : ctx.string(pattern);
    const part = text === undefined ? undefined : findNestedRepetition(text);
    if (pattern === undefined || part === undefined) return;
    ctx.report(pattern, {
      message: `\`${part}\` can divide the same text in very many ways: a text that does not match takes exponential time.`,
      remediation: 'Take one of the two repetitions away, or divide the parts by a character that they cannot hold.',
    });
  },
});
