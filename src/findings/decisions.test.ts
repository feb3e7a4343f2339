/** Selection, gate, rank and order: what decides about findings. */
import { describe, expect, it } from 'vitest';
import { sampleFinding, sampleRule } from '../../test/support/sample-report.ts';
import { decideGate, parseGateCondition } from './gate.ts';
import { nearestName } from './nearest-name.ts';
import { explainRank, rankFinding, rankFindings } from './ranking.ts';
import { selectRules } from './selection.ts';

const weakness = sampleRule;
const inventory = {
  ...sampleRule,
  name: 'pickle-used',
  tier: 'inventory',
  enabled: false,
  aliases: ['bandit:B301'],
  tags: ['pickle'],
  cwe: ['CWE-502'],
} as const;
const secret = {
  ...sampleRule,
  name: 'aws-access-key',
  scanner: 'secrets',
  aliases: [],
  tags: [],
  cwe: ['CWE-798'],
  formerNames: ['aws-key'],
} as const;
const rules = [weakness, inventory, secret];
const chosen = (selection: Parameters<typeof selectRules>[1]): string[] => [...selectRules(rules, selection).enabled];

describe('selectRules', () => {
  it('knows the default view, names, aliases, tags, weaknesses, tiers, families and all', () => {
    expect(chosen({})).toEqual(['sql-injection', 'aws-access-key']);
    expect(chosen({ select: ['pickle-used'] })).toEqual(['pickle-used']);
    expect(chosen({ select: ['B608'] })).toEqual(['sql-injection']);
    expect(chosen({ select: ['bandit:B301'] })).toEqual(['pickle-used']);
    expect(chosen({ select: ['injection'] })).toEqual(['sql-injection']);
    expect(chosen({ select: ['cwe-798'] })).toEqual(['aws-access-key']);
    expect(chosen({ select: ['secrets'] })).toEqual(['aws-access-key']);
    expect(chosen({ select: ['aws-key'] })).toEqual(['aws-access-key']);
    expect(chosen({ select: ['all'] })).toEqual(['sql-injection', 'pickle-used', 'aws-access-key']);
    expect(chosen({ select: [] })).toEqual([]);
  });

  it('turns on the inventory only by its name', () => {
    expect(chosen({ select: ['code'] })).toEqual(['sql-injection']);
    expect(chosen({ extendSelect: ['inventory'] })).toEqual(['sql-injection', 'pickle-used', 'aws-access-key']);
  });

  it('lets the closer selector win, and ignore win a tie', () => {
    expect(chosen({ ignore: ['code'] })).toEqual(['aws-access-key']);
    expect(chosen({ extendSelect: ['sql-injection'], ignore: ['code'] })).toEqual(['sql-injection', 'aws-access-key']);
    expect(chosen({ select: ['code'], ignore: ['sql-injection'] })).toEqual([]);
    expect(chosen({ select: ['sql-injection'], ignore: ['sql-injection'] })).toEqual([]);
    expect(chosen({ ignore: ['all'] })).toEqual([]);
  });

  it('says what names nothing', () => {
    expect(selectRules(rules, { select: ['sql-injetion'] }).errors).toEqual([
      'unknown rule, tag or family "sql-injetion"; did you mean "sql-injection"?',
    ]);
    expect(selectRules(rules, { ignore: ['pipeline', 'quality'] }).errors).toEqual([]);
  });
});

describe('decideGate', () => {
  const known = { suppressions: [{ kind: 'baseline', reason: 'known' }] } as const;
  const accepted = { suppressions: [{ kind: 'inline', reason: 'ok' }] } as const;

  it('counts severities at or above, and nothing that was accepted', () => {
    const findings = [sampleFinding(), sampleFinding({ severity: 'medium' }), sampleFinding(accepted)];
    expect(decideGate(findings, ['high'])).toMatchObject({ passed: false, reasons: [{ condition: 'high', count: 1 }] });
    expect(decideGate(findings, ['critical']).passed).toBe(true);
    expect(decideGate(findings, ['never']).passed).toBe(true);
    expect(decideGate([sampleFinding(accepted)], ['any', 'new:any']).passed).toBe(true);
  });

  it('tells known findings from new ones', () => {
    expect(decideGate([sampleFinding(known)], ['new:high']).passed).toBe(true);
    expect(decideGate([sampleFinding(known)], ['high']).passed).toBe(false);
  });

  it('knows secrets and exploited vulnerabilities, and says why it failed', () => {
    const findings = [
      sampleFinding({ scanner: 'secrets', severity: 'low' }),
      sampleFinding({ severity: 'low', properties: { kev: true } }),
    ];
    expect(decideGate(findings, ['secret', 'kev']).sentence).toBe(
      'Gate failed: 1 finding meets secret; 1 finding meets kev.',
    );
  });

  it('refuses unknown conditions with a suggestion', () => {
    expect(parseGateCondition('hgih')).toContain('did you mean "high"?');
    expect(parseGateCondition('new:never')).toContain('unknown gate');
  });
});

describe('ranking', () => {
  it('puts what is worse, surer and closer to people first', () => {
    const worst = sampleFinding({ severity: 'critical' });
    const unsure = sampleFinding({ severity: 'critical', confidence: 'low' });
    const test = sampleFinding({ context: 'test' });
    const plain = sampleFinding();
    expect(rankFindings([test, unsure, plain, worst])).toEqual([worst, plain, unsure, test]);
  });

  it('shows its sum', () => {
    const rank = rankFinding(
      sampleFinding({ confidence: 'medium', properties: { kev: true, cvssScore: 9.8, epss: 0.5 } }),
    );
    expect(explainRank(rank)).toBe(
      '98 (severity CVSS 9.8) × 0.8 (confidence medium) × 1 (context application) × 1.5 (exploited known exploited) × 1.1 (exploit probability EPSS 50.0 %) = 100',
    );
  });
});

describe('nearestName', () => {
  it('suggests what is near and nothing that is not', () => {
    expect(nearestName('slect', ['select', 'ignore'])).toBe('select');
    expect(nearestName('ignroe', ['select', 'ignore'])).toBe('ignore');
    expect(nearestName('zzzzzz', ['select', 'ignore'])).toBeUndefined();
  });
});
