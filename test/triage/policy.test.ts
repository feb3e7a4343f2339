/** The policy file: conditions, reasons in words, and mistakes with their line. */
import { describe, expect, it } from 'vitest';
import { decideGate, decidePolicy, type Finding } from '../../src/findings/index.ts';
import { readDecisions } from '../../src/scan/index.ts';
import { sampleFinding, sampleRule } from '../support/sample-report.ts';

const owners = '* @everyone\n/shop/ @team/shop\n';

function policyOf(text: string) {
  const files: { readonly [path: string]: string } = { '.theriac/policy.yaml': text, CODEOWNERS: owners };
  return readDecisions({
    read: (path) => (files[path] === undefined ? undefined : new TextEncoder().encode(files[path])),
    paths: [],
    rules: [sampleRule],
    today: '2026-11-20',
  });
}

function verdict(when: string, finding: Finding) {
  const { policy = [], issues } = policyOf(
    `gate:\n  - {name: rule, when: ${when}, then: fail, because: We said so.}\n`,
  );
  expect(issues).toEqual([]);
  return decidePolicy([finding], policy)[0];
}

const known = (since: string): Partial<Finding> => ({ suppressions: [{ kind: 'baseline', reason: 'old', since }] });

describe('conditions', () => {
  it.each<readonly [string, Partial<Finding>, boolean]>([
    ['{severity: high}', {}, true],
    ['{severity: critical}', {}, false],
    ['{confidence: medium}', { confidence: 'low' }, false],
    ['{new: true}', known('2026-01-01'), false],
    ['{new: true}', {}, true],
    ['{new: false}', {}, false],
    ['{age: 30}', known('2026-01-01'), true],
    ['{age: 30}', known('2026-11-01'), false],
    ['{kind: [secrets, code]}', {}, true],
    ['{kind: [secrets]}', {}, false],
    ['{context: [test]}', {}, false],
    ['{rule: [bandit:B608]}', {}, true],
    ['{rule: [injection]}', {}, true],
    ['{rule: [eval]}', {}, false],
    ['{cwe: ["89"]}', {}, true],
    ['{path: ["shop/**"]}', {}, true],
    ['{path: ["web/**"]}', {}, false],
    ['{owner: ["@team/shop"]}', {}, true],
    ['{owner: ["@everyone"]}', {}, false],
    ['{licence: ["AGPL-*"]}', { properties: { licence: 'MIT OR AGPL-3.0-only' } }, true],
    ['{licence: ["GPL-*"]}', { properties: { licence: 'LGPL-3.0-only' } }, false],
    ['{kev: true}', { properties: { kev: true } }, true],
    ['{epss: 0.5}', { properties: { epss: 0.4 } }, false],
    ['{severity: high, path: ["web/**"]}', {}, false],
    ['{}', { suppressions: [{ kind: 'waiver', reason: 'x' }] }, false],
  ])('%s', (when, change, met) => {
    expect(verdict(when, sampleFinding(change))?.met).toBe(met);
  });
});

it('decides the gate, with reasons for pass and fail', () => {
  const { policy = [] } = policyOf(`schema: theriac/policy/1
gate:
  - name: no-injection
    when: {severity: high, new: true}
    then: fail
    because: Injection never ships.
  - {name: few, when: {}, then: fail, at-most: 1}
  - {name: look, when: {kind: [code]}, then: warn}
`);
  const verdicts = decidePolicy([sampleFinding()], policy);
  expect(verdicts.map(({ sentence }) => sentence)).toEqual([
    'no-injection: 1 finding (new, severity at least high, first shop/search.py:3). Injection never ships.',
    'few: 1 of 1 allowed.',
    'look: 1 finding (kind code, first shop/search.py:3).',
  ]);
  const gate = decideGate([sampleFinding()], ['policy'], verdicts);
  expect(gate).toMatchObject({ passed: false, sentence: 'Gate failed: 1 rule of the policy.' });
  expect(decideGate([], ['policy'], decidePolicy([], policy)).passed).toBe(true);
});

it.each([
  ['gate:\n  - name: a\n    when: {severty: high}\n    then: fail\n', 2],
  ['gate:\n  - {name: a, when: {}, then: explode}\n', 2],
  ['gate: yes\n', 1],
  ['gate: [\n', 1],
])('says with its line what is wrong: %j', (text, line) => {
  const { issues } = policyOf(text);
  expect(issues[0]).toMatchObject({ path: '.theriac/policy.yaml', incomplete: true });
  expect(issues[0]?.line).toBeGreaterThanOrEqual(line);
});
