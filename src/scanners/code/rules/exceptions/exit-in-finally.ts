import { Kind, listItems, Try } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { isFunction, type Node } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'exit-in-finally',
    title: 'A return, break or continue in finally discards the exception',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-584'],
    aliases: [
      'pyscg:0028',
      'codeql:py/exit-from-finally',
      'semgrep:python.correctness.suppressed-exception-handling-finally-break.suppressed-exception-handling-finally-break',
      'pylint:W0150',
    ],
    tags: ['exceptions'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: onNode(['Return', 'Break', 'Continue'], { symbols: [] }),
  onlyWith: ['finally'],
  check(ctx, node) {
    const { words } = ctx;
    const isReturn = words[node] === Kind.Return;
    let child: Node = node;
    for (const around of ctx.ancestors(node)) {
      const kind = words[around];
      if (isFunction(kind) || kind === Kind.ClassDef) return;
      if (!isReturn && (kind === Kind.For || kind === Kind.AsyncFor || kind === Kind.While)) return;
      if (
        (kind === Kind.Try || kind === Kind.TryStar) &&
        listItems(words, Try.finalbody(words, around)).includes(child)
      ) {
        const word = isReturn ? 'return' : words[node] === Kind.Break ? 'break' : 'continue';
        ctx.report(node, {
          message: `\`${word}\` in \`finally\` throws away the exception that is on its way, even KeyboardInterrupt, and the value of an earlier \`return\`.`,
          remediation: 'Move it behind the `try` statement; catch the exceptions that are meant to be ignored by name.',
        });
        return;
      }
      child = around;
    }
  },
});
