/** Baseline, waivers and VEX on findings as scanners make them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftFinding, Finding } from '../finding.ts';
import { assignFingerprints } from '../fingerprint.ts';
import { decideGate } from '../gate.ts';
import { formatBaseline, matchBaseline, parseBaseline, pruneBaseline, updateBaseline } from './baseline.ts';
import { applyVex, formatOpenVex, parseVex } from './vex.ts';
import { applyWaivers, readWaivers } from './waivers.ts';

const note = { today: '2026-11-20', author: 'jdoe', reason: 'before the audit' };

function at(path: string, line: number): DraftFinding['location'] {
  return {
    path,
    start: { byte: line * 10, line, column: 1, utf16Column: 1 },
    end: { byte: line * 10 + 4, line, column: 5, utf16Column: 5 },
  };
}

function draft(content: string, path = 'app.py', line = 1): DraftFinding {
  return {
    rule: 'eval-used',
    scanner: 'code',
    severity: 'high',
    confidence: 'high',
    message: 'eval',
    location: at(path, line),
    identity: { scope: 'f', content },
    cwe: ['CWE-95'],
    context: 'application',
  };
}

function advisory(): Finding {
  const [finding] = assignFingerprints([
    {
      ...draft('pkg:pypi/urllib3 CVE-2023-1'),
      scanner: 'dependencies',
      properties: { package: 'urllib3', version: '1.26.13', ids: ['CVE-2023-1', 'PYSEC-2023-1'] },
    },
  ]);
  return finding as Finding;
}

describe('baseline', () => {
  it('knows one eval and reports the second one beside it', () => {
    const before = assignFingerprints([draft('eval ( x )')]);
    const baseline = updateBaseline(before, note);
    const after = matchBaseline(
      assignFingerprints([draft('eval ( x )', 'app.py', 1), draft('eval ( x )', 'app.py', 9)]),
      baseline,
    );
    expect(after.known).toBe(1);
    expect(after.fresh).toBe(1);
    expect(decideGate(after.findings, ['new:high']).passed).toBe(false);
    expect(decideGate(matchBaseline(before, baseline).findings, ['new:high']).passed).toBe(true);
    expect(decideGate(matchBaseline(before, baseline).findings, ['high']).passed).toBe(false);
  });

  it('finds a moved file, lists what is fixed, and prunes it', () => {
    const baseline = updateBaseline(assignFingerprints([draft('eval ( x )'), draft('eval ( y )')]), note);
    const match = matchBaseline(assignFingerprints([draft('eval ( x )', 'src/moved.py', 40)]), baseline);
    expect(match.fresh).toBe(0);
    expect(match.stale).toHaveLength(1);
    expect(pruneBaseline(baseline, match).entries).toHaveLength(1);
  });

  it('a copy into a second file is new while the first still stands', () => {
    const baseline = updateBaseline(assignFingerprints([draft('eval ( x )')]), note);
    const match = matchBaseline(assignFingerprints([draft('eval ( x )'), draft('eval ( x )', 'copy.py')]), baseline);
    expect([match.known, match.fresh]).toEqual([1, 1]);
  });

  it('keeps date, author and reason of what it knew', () => {
    const first = updateBaseline(assignFingerprints([draft('a')]), note);
    const second = updateBaseline(
      assignFingerprints([draft('a'), draft('b')]),
      { today: '2027-01-01', author: 'x', reason: 'later' },
      first,
    );
    expect(second.entries.map(({ added, reason }) => `${added} ${reason}`).sort()).toEqual([
      '2026-11-20 before the audit',
      '2027-01-01 later',
    ]);
  });

  it('round trips and counts like a multiset for any findings', () => {
    const drafts = fc.array(
      fc.record({
        content: fc.constantFrom('a', 'b', 'c'),
        path: fc.constantFrom('x.py', 'y.py'),
        line: fc.integer({ min: 1, max: 50 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(drafts, drafts, (known, now) => {
        const before = assignFingerprints(known.map(({ content, path, line }) => draft(content, path, line)));
        const baseline = parseBaseline(formatBaseline(updateBaseline(before, note)), 'b.json');
        expect(baseline.entries).toHaveLength(before.length);
        const match = matchBaseline(
          assignFingerprints(now.map(({ content, path, line }) => draft(content, path, line))),
          baseline,
        );
        expect(match.known + match.fresh).toBe(now.length);
        expect(match.known + match.stale.length).toBe(known.length);
        const count = (list: readonly { content: string }[], content: string) =>
          list.filter((item) => item.content === content).length;
        const possible = ['a', 'b', 'c'].reduce(
          (sum, content) => sum + Math.min(count(known, content), count(now, content)),
          0,
        );
        expect(match.known).toBeLessThanOrEqual(possible);
        expect(matchBaseline(before, baseline).fresh).toBe(0);
      }),
    );
  });

  it.each(['', '[]', '{"entries": [{}]}', '{"entries": 3}'])('refuses %j with the file name', (text) => {
    expect(() => parseBaseline(text, 'my-baseline.json')).toThrow(/my-baseline\.json/);
  });
});

describe('waivers', () => {
  const [finding] = assignFingerprints([draft('eval ( x )')]);
  const fields = {
    id: 'W-1',
    match: { fingerprint: (finding as Finding).fingerprints.primary.slice(0, 16) },
    reason: 'constant input',
    kind: 'risk-accepted',
    owner: 'jdoe',
    created: '2026-11-01',
    expires: '2026-12-31',
  };
  const place = (index: number) => at('.theriac/waivers.yaml', index * 10 + 1);
  const read = (change: object) => readWaivers([{ ...fields, ...change }], place);

  it('quiets its finding until its last day, and says when it ended', () => {
    const { waivers } = read({});
    const waived = applyWaivers([finding as Finding], waivers, '2026-12-31');
    expect(waived.findings[0]?.suppressions[0]).toMatchObject({ kind: 'waiver', until: '2026-12-31', owner: 'jdoe' });
    expect(waived.drafts).toEqual([]);
    const later = applyWaivers([finding as Finding], waivers, '2027-01-01');
    expect(later.findings[0]?.suppressions).toEqual([]);
    expect(later.drafts[0]).toMatchObject({ rule: 'expired-waiver', location: { path: '.theriac/waivers.yaml' } });
  });

  it('may not live longer than the severity allows', () => {
    const result = applyWaivers([finding as Finding], read({ expires: '2027-11-01' }).waivers, '2026-12-01');
    expect(result.findings[0]?.suppressions).toEqual([]);
    expect(result.drafts[0]?.rule).toBe('overlong-waiver');
  });

  it('reports one that matches nothing', () => {
    const result = applyWaivers(
      [finding as Finding],
      read({ match: { fingerprint: 'f'.repeat(16) } }).waivers,
      '2026-12-01',
    );
    expect(result.drafts[0]?.rule).toBe('unused-waiver');
  });

  it('waives an advisory of a package by any of its ids', () => {
    const { waivers } = read({ match: { advisory: 'PYSEC-2023-1', package: 'URLLIB3' } });
    expect(applyWaivers([advisory()], waivers, '2026-12-01').findings[0]?.suppressions).toHaveLength(1);
    const other = read({ match: { advisory: 'PYSEC-2023-1', package: 'urllib3', version: '2.0' } }).waivers;
    expect(applyWaivers([advisory()], other, '2026-12-01').findings[0]?.suppressions).toHaveLength(0);
  });

  it.each([
    [{ reason: '' }, /"reason" is missing/],
    [{ kind: 'whatever' }, /unknown kind/],
    [{ expires: '2026-02-30' }, /no date/],
    [{ match: { rule: 'eval-used' } }, /one finding, not a kind/],
    [{ typo: 1 }, /unknown key "typo"/],
  ])('%j is refused with file and line', (change, message) => {
    const { waivers, issues } = read(change);
    expect(waivers).toEqual([]);
    expect(issues[0]).toMatchObject({
      kind: 'bad-configuration',
      path: '.theriac/waivers.yaml',
      line: 1,
      incomplete: true,
    });
    expect(issues[0]?.message).toMatch(message);
  });
});

describe('VEX', () => {
  const openVex = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    statements: [
      {
        vulnerability: { name: 'CVE-2023-1' },
        products: ['pkg:pypi/urllib3@1.26.13'],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
      },
    ],
  };
  const cycloneDx = {
    bomFormat: 'CycloneDX',
    components: [{ 'bom-ref': 'x', purl: 'pkg:pypi/urllib3@1.26.13' }],
    vulnerabilities: [
      {
        id: 'PYSEC-2023-1',
        analysis: { state: 'not_affected', justification: 'code_not_reachable' },
        affects: [{ ref: 'x' }],
      },
    ],
  };

  it.each([
    ['OpenVEX', openVex],
    ['CycloneDX', cycloneDx],
  ])('%s quiets what does not affect, with its reason', (_, document) => {
    const [finding] = applyVex([advisory()], parseVex(JSON.stringify(document), 'vex.json'), 'vex.json');
    expect(finding?.suppressions[0]).toMatchObject({
      kind: 'vex',
      reason: 'vulnerable code not in execute path (vex.json)',
    });
  });

  it('leaves other versions and open investigations alone', () => {
    const other = structuredClone(openVex);
    other.statements[0].products = ['pkg:pypi/urllib3@2.0.0'];
    const open = structuredClone(openVex);
    open.statements[0].status = 'under_investigation';
    for (const document of [other, open]) {
      expect(applyVex([advisory()], parseVex(JSON.stringify(document), 'v'), 'v')[0]?.suppressions).toEqual([]);
    }
  });

  it('comes back from its own export', () => {
    const [quiet] = applyVex([advisory()], parseVex(JSON.stringify(openVex), 'v'), 'v');
    const text = formatOpenVex([quiet as Finding], {
      id: 'urn:theriac:1',
      author: 'Theriac',
      timestamp: '2026-11-20T00:00:00Z',
    });
    expect(applyVex([advisory()], parseVex(text, 'v'), 'v')[0]?.suppressions).toHaveLength(1);
  });

  it.each(['', '{}', '{"@context":"https://openvex.dev/ns","statements":[{}]}'])('refuses %j', (text) => {
    expect(() => parseVex(text, 'vex.json')).toThrow(/vex\.json/);
  });
});
