/** Formats for other tools: hostile text stays text, limits hold, required fields are there. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleFinding, sampleReport } from '../../test/support/sample-report.ts';
import { csvReport } from './csv.ts';
import { githubReport } from './github.ts';
import { gitlabCodeQualityReport } from './gitlab-codequality.ts';
import { gitlabSecurityReport } from './gitlab-security.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { rdjsonReport } from './rdjson.ts';
import { sonarReport } from './sonar.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '=HYPERLINK("x")',
    '</failure><x>',
    '::error::x',
    'a\r\nb',
    '|x|\n# y',
    '"',
    ']]>',
    '`</td>',
    '@everyone',
  ),
);
const missed = { kind: 'syntax-error', message: 'unexpected indent', path: 'a.py', line: 3, incomplete: true } as const;

describe('GitHub annotations', () => {
  it('keeps ten a level and says how many more there are', () => {
    const findings = Array.from({ length: 25 }, (_, index) => sampleFinding({ message: `number ${index}` }));
    const errors = githubReport(sampleReport(findings))
      .split('\n')
      .filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toContain('16 more of this level');
  });

  it('writes one command a line whatever the text is', () => {
    fc.assert(
      fc.property(hostile, (message) => {
        const lines = githubReport(sampleReport([sampleFinding({ message })])).split('\n');
        expect(lines).toHaveLength(2);
        expect(lines[0]).toMatch(/^::error file=shop\/search.py,line=3,endLine=3,col=5,endColumn=17,title=/);
      }),
    );
  });
});

describe('CSV', () => {
  it('never starts a cell with a formula', () => {
    const text = csvReport(sampleReport([sampleFinding({ message: '=cmd|x' }), sampleFinding({ message: '@SUM(1)' })]));
    expect(text).toContain(",'=cmd|x,");
    expect(text).toContain(",'@SUM(1),");
  });

  it('has one row a finding for any text', () => {
    fc.assert(
      fc.property(hostile, (message) => {
        const text = csvReport(sampleReport([sampleFinding({ message })]));
        expect(parseCsv(text)).toHaveLength(2);
        expect(new Set(parseCsv(text).map(({ length }) => length))).toEqual(new Set([13]));
      }),
    );
  });
});

describe('JUnit', () => {
  it('counts what could not be looked at as errors', () => {
    const text = junitReport(sampleReport([], { issues: [missed], incomplete: true }));
    expect(text).toContain('tests="1" failures="0" errors="1"');
    expect(text).toContain('unexpected indent');
  });

  it('is one tree of known elements for any text', () => {
    fc.assert(
      fc.property(hostile, (message) => {
        const text = junitReport(sampleReport([sampleFinding({ message })]));
        const elements = [...text.matchAll(/<\/?([a-z?]+)/g)].map(([, name]) => name);
        expect(elements).toEqual([
          '?xml',
          'testsuites',
          'testsuite',
          'testcase',
          'failure',
          'failure',
          'testcase',
          'testsuite',
          'testsuites',
        ]);
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
      }),
    );
  });
});

describe('GitLab', () => {
  it('has the required fields of schema 15 and only findings of its family', () => {
    const secret = sampleFinding({ scanner: 'secrets', rule: 'x' });
    const document = JSON.parse(
      gitlabSecurityReport(sampleReport([sampleFinding(), secret]), 'sast', { version: '0.1.0' }),
    );
    expect(document.version).toMatch(/^15\.\d+\.\d+$/);
    expect(document.scan).toMatchObject({ type: 'sast', status: 'success', start_time: '2026-11-20T00:00:00' });
    expect(document.vulnerabilities).toHaveLength(1);
    const [found] = document.vulnerabilities;
    expect(found.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(found.severity).toBe('High');
    expect(found.location).toEqual({ file: 'shop/search.py', start_line: 3, end_line: 3 });
    expect(found.identifiers[0]).toEqual({ type: 'theriac', name: 'Theriac sql-injection', value: 'sql-injection' });
  });

  it('says that a scan was incomplete', () => {
    const document = JSON.parse(
      gitlabSecurityReport(sampleReport([], { issues: [missed], incomplete: true }), 'sast', { version: '0.1.0' }),
    );
    expect(document.scan.status).toBe('failure');
    expect(document.scan.messages[0].value).toContain('a.py');
  });

  it('writes Code Quality with unique fingerprints and GitLab severities', () => {
    const issues = JSON.parse(gitlabCodeQualityReport(sampleReport([sampleFinding()])));
    expect(issues[0]).toMatchObject({
      check_name: 'sql-injection',
      severity: 'critical',
      location: { path: 'shop/search.py', lines: { begin: 3, end: 3 } },
    });
  });
});

describe('SonarQube', () => {
  it('names each rule once and shifts columns to 0', () => {
    const document = JSON.parse(sonarReport(sampleReport([sampleFinding(), sampleFinding({ message: 'again' })])));
    expect(document.rules).toHaveLength(1);
    expect(document.issues).toHaveLength(2);
    expect(document.issues[0].primaryLocation.textRange).toEqual({
      startLine: 3,
      endLine: 3,
      startColumn: 4,
      endColumn: 16,
    });
  });
});

describe('Markdown', () => {
  it('stays within its limit and says what is left out', () => {
    const findings = Array.from({ length: 400 }, (_, index) => sampleFinding({ message: `number ${index}` }));
    const text = markdownReport(sampleReport(findings), { maxBytes: 4000 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4000);
    expect(text).toMatch(/\d+ more findings are left out here/);
  });

  it('keeps a row a row for any text', () => {
    fc.assert(
      fc.property(hostile, hostile, (message, path) => {
        const finding = sampleFinding({ message });
        const text = markdownReport(sampleReport([{ ...finding, location: { ...finding.location, path } }]));
        const table = text.split('\n').filter((line) => line.startsWith('|'));
        expect(table).toHaveLength(3);
        expect(table[2].replace(/`[^`]*`/g, '')).not.toMatch(/<[a-z/]/i);
        expect(table[2].replace(/\\./g, '').split('|')).toHaveLength(6);
      }),
    );
  });
});

describe('rdjson', () => {
  it('counts columns in bytes', () => {
    const finding = sampleFinding({ excerpt: { firstLine: 3, lines: ['é = execute(query)'] } });
    const document = JSON.parse(rdjsonReport(sampleReport([finding])));
    expect(document.diagnostics[0].location.range.start).toEqual({ line: 3, column: 6 });
    expect(document.diagnostics[0].severity).toBe('ERROR');
  });
});

describe('suppressed findings', () => {
  const suppressed = sampleFinding({ suppressions: [{ kind: 'inline', reason: 'reviewed' }] });
  const report = sampleReport([suppressed]);

  it('are counted but not listed where a format cannot mark them', () => {
    expect(githubReport(report)).toBe('');
    expect(JSON.parse(gitlabCodeQualityReport(report))).toEqual([]);
    expect(markdownReport(report)).toContain('1 finding is accepted');
    expect(csvReport(report)).toContain(',inline,reviewed,');
  });
});

/** A small RFC 4180 reader, enough to count rows and cells. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (quoted) {
      if (sign === '"' && text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\r' && text[index + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      index += 1;
    } else cell += sign;
  }
  return rows;
}
