/** Fingerprints survive what does not change a finding, and never merge two. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftFinding, ScannerId } from './finding.ts';
import { assignFingerprints } from './fingerprint.ts';
import type { Position } from './location.ts';

interface Place {
  readonly path?: string;
  readonly byte?: number;
}

function draft(change: Partial<DraftFinding> & Place = {}): DraftFinding {
  const { path = 'src/shop/views.py', byte = 10, ...rest } = change;
  const at = (offset: number): Position => ({ byte: offset, line: 1 + offset, column: 1, utf16Column: 1 });
  return {
    rule: 'sql-injection',
    scanner: 'code',
    severity: 'high',
    confidence: 'high',
    message: 'x',
    location: { path, start: at(byte), end: at(byte + 5) },
    identity: { scope: 'shop.views.Shop.buy', content: 'execute ( query )' },
    cwe: ['CWE-89'],
    context: 'application',
    ...rest,
  };
}

const scanner = fc.constantFrom<ScannerId>('code', 'secrets', 'dependencies', 'pipeline');
const word = fc.constantFrom('', 'a', 'b', 'a.b', 'a\0b', '1:a', 'x (y)', 'é', 'e\u0301');
const drafts = fc.array(
  fc
    .record({
      scanner,
      rule: fc.constantFrom('r', 'r2'),
      path: fc.constantFrom('a.py', 'b/a.py'),
      scope: word,
      content: word,
      flow: word,
      byte: fc.nat(50),
    })
    .map(({ scope, content, flow, ...rest }) => draft({ ...rest, identity: { scope, content, flow } })),
  { maxLength: 30 },
);

describe('assignFingerprints', () => {
  it('never gives two findings one primary key', () => {
    fc.assert(
      fc.property(drafts, (list) => {
        const keys = assignFingerprints(list).map(({ fingerprints }) => fingerprints.primary);
        expect(new Set(keys).size).toBe(list.length);
      }),
    );
  });

  it('does not depend on the order in which scanners report', () => {
    fc.assert(
      fc.property(drafts, fc.infiniteStream(fc.nat()), (list, order) => {
        const shuffled = list.map((item) => ({ item, key: order.next().value ?? 0 })).sort((a, b) => a.key - b.key);
        const keys = (items: readonly DraftFinding[]): string[] =>
          assignFingerprints(items).map(({ fingerprints }) => fingerprints.primary);
        expect(keys(shuffled.map(({ item }) => item))).toEqual(keys(list));
      }),
    );
  });

  it('keeps every key when findings only move, and when their words change', () => {
    fc.assert(
      fc.property(drafts, fc.nat(1000), (list, shift) => {
        const moved = list.map((item) => ({
          ...draft({ ...item, path: item.location.path, byte: item.location.start.byte + shift }),
          message: 'said differently',
          severity: 'low' as const,
        }));
        const keys = (items: readonly DraftFinding[]): unknown[] =>
          assignFingerprints(items)
            .map(({ fingerprints }) => fingerprints)
            .sort((a, b) => (a.primary < b.primary ? -1 : 1));
        expect(
          keys(
            moved.map(({ location, ...rest }, index) => ({
              ...rest,
              location: { ...location, path: list[index].location.path },
            })),
          ),
        ).toEqual(keys(list));
      }),
    );
  });

  it('keeps all keys of the others when an unrelated finding comes or goes', () => {
    const known = draft();
    const [alone] = assignFingerprints([known]);
    const both = assignFingerprints([
      draft({ byte: 1, identity: { scope: 'shop.views.other', content: 'run ( x )' } }),
      known,
    ]);
    expect(both.map(({ fingerprints }) => fingerprints.primary)).toContain(alone.fingerprints.primary);
  });

  it('numbers equal findings: the first keeps its key, the second is new', () => {
    const [alone] = assignFingerprints([draft()]);
    const twice = assignFingerprints([draft(), draft({ byte: 90 })]);
    expect(twice[0].fingerprints.primary).toBe(alone.fingerprints.primary);
    expect(twice[1].fingerprints.primary).not.toBe(alone.fingerprints.primary);
  });

  it('finds a moved file by the second key, with its module renamed', () => {
    const [before] = assignFingerprints([draft()]);
    const [after] = assignFingerprints([
      draft({ path: 'src/store/pages.py', identity: { scope: 'store.pages.Shop.buy', content: 'execute ( query )' } }),
    ]);
    expect(after.fingerprints.primary).not.toBe(before.fingerprints.primary);
    expect(after.fingerprints.moved).toBe(before.fingerprints.moved);
    expect(after.fingerprints.similar).toBe(before.fingerprints.similar);
  });

  it('keeps history through a renamed rule', () => {
    const [before] = assignFingerprints([draft({ rule: 'sql-text' })]);
    const [after] = assignFingerprints([draft()], [{ name: 'sql-injection', formerNames: ['sql-text', 'sql-string'] }]);
    expect(after.fingerprints).toEqual(before.fingerprints);
  });

  it('ignores the scope of dependencies and secrets', () => {
    for (const id of ['dependencies', 'secrets'] as const) {
      const [a] = assignFingerprints([draft({ scanner: id, identity: { scope: 'a', content: 'k' } })]);
      const [b] = assignFingerprints([draft({ scanner: id, identity: { scope: 'b', content: 'k' } })]);
      expect(a.fingerprints.primary).toBe(b.fingerprints.primary);
    }
  });

  it('is theriac/v1: these keys are in the baselines of users and must never change', () => {
    const [finding] = assignFingerprints([
      draft({ identity: { scope: 'shop.views.Shop.buy', content: 'execute ( query )', flow: 'http cursor.execute' } }),
    ]);
    expect(finding.fingerprints).toMatchInlineSnapshot(`
      {
        "moved": "4e680d6c837d33acb0c50eaf28d6c801dc2533947c934a9b2d356f67b1ab0e27",
        "primary": "84f71040a3f4f81431ef5e0698fb63ac2ab0357500e15771becf4b4065db4f67",
        "similar": "ceee211662fc050dcfa8e27852a56d1ab5bc26bf10daa1de0c24c76b8f2b4d8d",
      }
    `);
  });
});
