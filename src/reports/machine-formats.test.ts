/** JSON, JSON lines and SARIF: valid by their schemas for any text, within GitHub's limits, nothing lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleFinding, sampleReport } from '../../test/support/sample-report.ts';
import { schemaErrors, schemaValidator } from '../../test/support/validate.ts';
import type { Finding } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { githubLineHashes } from './github-line-hash.ts';
import { renderJson } from './json.ts';
import { renderJsonLines } from './jsonl.ts';
import type { ReportOptions } from './report-format.ts';
import { githubLimits, renderSarif } from './sarif.ts';

const options: ReportOptions = { version: '1.2.3', rulePage: ({ title }) => `# ${title}\n` };
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const source = 'import db\n\n    execute(query)\n';

function report(findings: readonly Finding[], change: Partial<ScanReport> = {}): ScanReport {
  const project = {
    name: 'shop',
    read: (path: string) => (path.startsWith('no') ? undefined : encode(source)),
  } as ScanReport['project'];
  return sampleReport(findings, { project, ...change });
}

const place = sampleFinding().location;
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('[a](b)', '{0}', '%', 'é/ü', '\ud800', 'a b#c?d'),
);
const finding = fc
  .record({
    message: text,
    path: text,
    scope: text,
    reason: text,
    cell: fc.option(fc.nat(5), { nil: undefined }),
    step: text,
  })
  .map(({ message, path, scope, reason, cell, step }) =>
    sampleFinding({
      message: message || 'x',
      location: { ...place, path: `src/${path}`, ...(cell !== undefined && { cell: cell + 1 }) },
      identity: { scope, content: message },
      trace: [
        { location: place, message: step, role: 'source' },
        { location: place, message: 'end', role: 'sink' },
      ],
      related: [{ location: place, message: step }],
      suppressions: [{ kind: 'inline', reason, location: place }],
      fix: { title: 'Bind it', safety: 'safe', edits: [{ path: 'shop/search.py', start: 2, end: 5, text: step }] },
      properties: { cvssScore: 9.8, note: message },
    }),
  );
const issues = [
  { kind: 'syntax-error', message: 'unexpected [indent](x)', path: 'a b.py', line: 3, incomplete: true },
  { kind: 'missing-data', message: 'no store', incomplete: true },
] as const;

describe('JSON', () => {
  const validate = schemaValidator('schemas/theriac-report.schema.json');
  const parse = (input: ScanReport): unknown => JSON.parse([...renderJson(input, options)].join(''));

  it('is valid by the published schema for any text', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 3 }), (findings) => {
        const gate = { passed: false, sentence: 'x', reasons: [{ condition: 'high', count: 1 }] };
        const document = JSON.parse([...renderJson(report(findings, { issues }), { ...options, gate })].join(''));
        expect(schemaErrors(validate, document)).toEqual([]);
      }),
    );
  });

  it('would notice a property that went missing', () => {
    const document = parse(report([sampleFinding()])) as { findings: { id?: string }[] };
    delete document.findings[0].id;
    expect(schemaErrors(validate, document)).toEqual(["/findings/0 must have required property 'id'"]);
  });

  it('holds no text that identities are made of: for secrets that would be a hash to guess against', () => {
    const secret = sampleFinding({ identity: { scope: '', content: 'keyed-hash-of-the-value' } });
    expect([...renderJson(report([secret]), options)].join('')).not.toContain('keyed-hash-of-the-value');
  });

  it('has one line for the scan and one per finding in its line form', () => {
    const lines = [...renderJsonLines(report([sampleFinding(), sampleFinding({ message: 'b\n\u2028c' })]), options)]
      .join('')
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line).kind)).toEqual(['scan', 'finding', 'finding']);
  });
});

describe('SARIF', () => {
  const validate = schemaValidator('test/schemas/sarif-2.1.0.schema.json');
  const parse = (input: ScanReport): Sarif => JSON.parse(renderSarif(input, options));

  it('is valid by the official schema for any text', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 3 }), (findings) => {
        expect(schemaErrors(validate, parse(report(findings, { issues })))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('has a run and a category for each scanner that ran, also without results', () => {
    const scanners = ['code', 'secrets'].map((id) => ({ id: id as 'code', files: 1, bytes: 1, counters: {} }));
    const { runs } = parse(report([sampleFinding()], { scanners }));
    expect(runs.map(({ automationDetails, results }) => [automationDetails.id, results.length])).toEqual([
      ['theriac/code/', 1],
      ['theriac/secrets/', 0],
    ]);
  });

  it('gives what GitHub reads: four region fields, its line hash, a score, tags with security first', () => {
    const [{ results, tool, columnKind }] = parse(report([sampleFinding()])).runs;
    expect(columnKind).toBe('unicodeCodePoints');
    expect(results[0]).toMatchObject({
      ruleId: 'sql-injection',
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'shop/search.py' },
            region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 17, snippet: { text: 'execute(quer' } },
          },
        },
      ],
      partialFingerprints: { primaryLocationLineHash: githubLineHashes(encode(source))[2] },
    });
    expect(tool.driver.rules[0]).toMatchObject({
      help: { markdown: expect.stringContaining('#') },
      properties: {
        'security-severity': '8.0',
        precision: 'high',
        tags: ['security', 'external/cwe/cwe-089', 'injection'],
      },
      relationships: [{ target: { id: 'CWE-89' } }],
    });
  });

  it('keeps at most ten tags, a hundred steps and one rule per advisory', () => {
    const rule = { ...sampleReport([]).rules[0], tags: Array.from({ length: 20 }, (_, index) => `tag-${index}`) };
    const trace = Array.from({ length: 250 }, (_, index) => ({
      location: place,
      message: `${index}`,
      role: index === 249 ? ('sink' as const) : ('step' as const),
    }));
    const advisory = { scanner: 'dependencies', rule: 'vulnerable-dependency' } as const;
    const { runs } = parse(
      report(
        [
          sampleFinding({ trace }),
          sampleFinding({ ...advisory, properties: { advisory: 'PYSEC-1', cvssScore: 9.8 } }),
          sampleFinding({ ...advisory, severity: 'low', properties: { advisory: 'PYSEC-2', cvssScore: 3.1 } }),
        ],
        { rules: [rule] },
      ),
    );
    expect(runs[0].tool.driver.rules[0].properties.tags).toHaveLength(10);
    const steps = runs[0].results[0].codeFlows?.[0].threadFlows[0].locations ?? [];
    expect([steps.length, steps[99].location.message.text, steps[99].importance]).toEqual([100, '249', 'essential']);
    expect(runs[1].tool.driver.rules.map(({ id, properties }) => [id, properties['security-severity']])).toEqual([
      ['vulnerable-dependency/PYSEC-1', '9.8'],
      ['vulnerable-dependency/PYSEC-2', '3.1'],
    ]);
  });

  it('points at a line of the notebook file and names the cell in words', () => {
    const [{ results }] = parse(report([sampleFinding({ location: { ...place, cell: 4 } })])).runs;
    expect(results[0].locations[0].physicalLocation.region).toEqual({
      startLine: 1,
      startColumn: 1,
      endLine: 1,
      endColumn: 2,
    });
    expect(results[0].message.text).toBe('Cell 4, line 3: Request data becomes part of an SQL statement.');
  });

  it('encodes paths, and makes no link of a text', () => {
    const [{ results }] = parse(
      report([sampleFinding({ message: 'see [here](x)', location: { ...place, path: 'a b/ü#%.py' } })]),
    ).runs;
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/%C3%BC%23%25.py');
    expect(results[0].message.text).toBe('see \\[here](x)');
  });

  it('leaves out the least urgent above the limit, and says how many', () => {
    const many = Array.from({ length: githubLimits.results + 2 }, (_, index) =>
      sampleFinding({ severity: index < 2 ? 'low' : 'high' }),
    );
    const [{ results, invocations }] = parse(report(many)).runs;
    expect(results).toHaveLength(githubLimits.results);
    expect(results.some(({ level }) => level === 'note')).toBe(false);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toContain(
      '2 findings of lower priority are left out',
    );
  });

  it('says what was not looked at', () => {
    const [{ invocations }] = parse(report([], { issues })).runs;
    expect(invocations[0].toolExecutionNotifications).toMatchObject([
      {
        level: 'warning',
        descriptor: { id: 'syntax-error' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.py' }, region: { startLine: 3 } } }],
      },
      { descriptor: { id: 'missing-data' } },
    ]);
  });

  it('gives no fix whose file cannot be read', () => {
    const fix = { title: 'x', safety: 'safe', edits: [{ path: 'no.py', start: 0, end: 1, text: '' }] } as const;
    expect(parse(report([sampleFinding({ fix })])).runs[0].results[0]).toMatchObject({ fixes: [] });
  });
});

describe("GitHub's line hash", () => {
  it('is the rolling hash of the reference implementation', () => {
    const any = fc
      .array(fc.constantFrom('a', 'é', '😀', ' ', '\t', '\n', '\r', '\r\n', 'xyz '.repeat(40)), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(any, (value) => {
        expect(githubLineHashes(encode(value))).toEqual(rollingHashes(value));
      }),
    );
  });

  it('tells equal lines apart by their occurrence', () => {
    const [a, b] = githubLineHashes(encode(`${'x'.repeat(100)}\n${'x'.repeat(100)}\n`));
    expect([a.endsWith(':1'), b.endsWith(':2'), a.slice(0, -2) === b.slice(0, -2)]).toEqual([true, true, true]);
  });
});

/** The published algorithm as it is specified: a window of 100 units that rolls, in 64-bit arithmetic. */
function rollingHashes(value: string): string[] {
  const size = 100;
  const mask = (1n << 64n) - 1n;
  let first = 1n;
  for (let i = 0; i < size; i++) first = (first * 37n) & mask;
  const window = new Array<bigint>(size).fill(0n);
  const lines = new Array<number>(size).fill(-1);
  const counts = new Map<string, number>();
  const result: string[] = [];
  let hash = 0n;
  let index = 0;
  let line = 0;
  let lineStart = true;
  let afterReturn = false;
  const output = (): void => {
    const text = hash.toString(16);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    result[lines[index] - 1] = `${text}:${counts.get(text)}`;
    lines[index] = -1;
  };
  const update = (unit: number): void => {
    const begin = window[index];
    window[index] = BigInt(unit);
    hash = (37n * hash + BigInt(unit) - first * begin) & mask;
    index = (index + 1) % size;
  };
  const process = (unit: number): void => {
    if (unit === 32 || unit === 9 || (afterReturn && unit === 10)) {
      afterReturn = false;
      return;
    }
    afterReturn = unit === 13;
    const seen = unit === 13 ? 10 : unit;
    if (lines[index] !== -1) output();
    if (lineStart) {
      lineStart = false;
      line++;
      lines[index] = line;
    }
    if (seen === 10) lineStart = true;
    update(seen);
  };
  for (let at = 0; at < value.length; at++) process(value.charCodeAt(at));
  process(65_535);
  for (let i = 0; i < size; i++) {
    if (lines[index] !== -1) output();
    update(0);
  }
  return result;
}

interface Sarif {
  readonly runs: readonly {
    readonly automationDetails: { readonly id: string };
    readonly columnKind: string;
    readonly tool: {
      readonly driver: {
        readonly rules: readonly {
          readonly id: string;
          readonly properties: { readonly tags: readonly string[]; readonly 'security-severity': string };
        }[];
      };
    };
    readonly invocations: readonly {
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
    readonly results: readonly {
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object };
      }[];
      readonly codeFlows?: readonly {
        readonly threadFlows: readonly {
          readonly locations: readonly {
            readonly importance: string;
            readonly location: { readonly message: { readonly text: string } };
          }[];
        }[];
      }[];
    }[];
  }[];
}
