/** What is wrong with a suppression comment: findings of their own, with a page each beside this file in `rules/`. */
import type { RuleMeta } from '../rule.ts';

function rule(name: string, title: string, more: Partial<RuleMeta>): RuleMeta {
  return {
    name,
    title,
    scanner: 'code',
    severity: 'low',
    confidence: 'high',
    cwe: [],
    aliases: [],
    tags: ['suppression'],
    since: '0.1.0',
    tier: 'quality',
    enabled: true,
    ...more,
  };
}

export const suppressionRules: readonly RuleMeta[] = [
  rule('blanket-suppression', 'A suppression comment hides every rule on its statement', {}),
  rule('expired-suppression', 'A suppression comment is past its date', { severity: 'medium' }),
  rule('suppression-without-reason', 'A suppression comment gives no reason', { enabled: false }),
  rule('unknown-suppression', 'A suppression comment names no rule that exists, or cannot be read', {}),
  rule('unused-suppression', 'A suppression comment hides nothing', { aliases: ['ruff:RUF100'] }),
  rule('unused-foreign-suppression', "Another tool's suppression comment hides nothing", {
    enabled: false,
    severity: 'info',
  }),
];
