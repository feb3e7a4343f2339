/**
 * How true is the default view? `node scripts/quality.ts FOLDER [--per-rule 8] [--all-contexts] [--worksheet FILE] [--reports FOLDER]`.
 * Scans the packages that docs/quality/verdicts.json names (unpacked below FOLDER) as a user would, draws findings by
 * their fingerprints, joins the verdicts of the review and prints a table per rule. What was not read is counted.
 * `--reports`: JSON reports `NAME.json` of earlier scans with the same options, instead of scanning.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

type Verdict = 'true' | 'arguable' | 'false';
interface Review {
  /** Folder names, `name-version`. */
  readonly packages: readonly string[];
  /** By primary fingerprint: the verdict, and why. */
  readonly verdicts: { readonly [fingerprint: string]: { readonly verdict: Verdict; readonly reason: string } };
}
interface Reported {
  readonly rule: string;
  readonly severity: string;
  readonly confidence: string;
  readonly context: string;
  readonly message: string;
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
  readonly fingerprints: { readonly primary: string };
  readonly suppressions: readonly unknown[];
}
interface Found extends Reported {
  readonly package: string;
}

const timeLimit = 120_000;
const project = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'per-rule': { type: 'string', default: '8' },
    'all-contexts': { type: 'boolean', default: false },
    worksheet: { type: 'string' },
    reports: { type: 'string' },
  },
});
const folder = resolve(positionals[0] ?? '../corpus');
const review: Review = JSON.parse(readFileSync(join(project, 'docs/quality/verdicts.json'), 'utf8'));

const found: Found[] = [];
let scanned = 0;
for (const name of review.packages) {
  const findings = scan(name);
  if (findings === undefined) continue;
  scanned++;
  for (const finding of findings)
    if (values['all-contexts'] || finding.context === 'application') found.push({ ...finding, package: name });
}

const byRule = Map.groupBy(found, ({ rule }) => rule);
const sample = [...byRule.values()].flatMap((findings) => draw(findings, Number(values['per-rule'])));
const count = (findings: readonly Found[], verdict: Verdict): number =>
  findings.filter(({ fingerprints }) => review.verdicts[fingerprints.primary]?.verdict === verdict).length;

const rows = [...byRule]
  .map(([rule, findings]) => ({
    rule,
    findings: findings.length,
    true: count(findings, 'true'),
    arguable: count(findings, 'arguable'),
    false: count(findings, 'false'),
  }))
  .sort((a, b) => b.findings - a.findings || (a.rule < b.rule ? -1 : 1));
const lines = ['| rule | findings | read | true | arguable | false |', '|---|---:|---:|---:|---:|---:|'];
const total = { findings: 0, read: 0, true: 0, arguable: 0, false: 0, covered: 0, expectedFalse: 0, expectedNoise: 0 };
for (const row of rows) {
  const read = row.true + row.arguable + row.false;
  lines.push(`| \`${row.rule}\` | ${row.findings} | ${read} | ${row.true} | ${row.arguable} | ${row.false} |`);
  total.findings += row.findings;
  total.read += read;
  for (const key of ['true', 'arguable', 'false'] as const) total[key] += row[key];
  if (read === 0) continue;
  // Rules are read to different shares: what the whole view holds is each rule's share times its findings.
  total.covered += row.findings;
  total.expectedFalse += (row.findings * row.false) / read;
  total.expectedNoise += (row.findings * (row.false + row.arguable)) / read;
}
lines.push(
  `| **all** | **${total.findings}** | **${total.read}** | **${total.true}** | **${total.arguable}** | **${total.false}** |`,
);
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
process.stdout.write(`${lines.join('\n')}\n\n`);
process.stdout.write(
  `${scanned} of ${review.packages.length} packages scanned. Of the findings read: false ${percent(total.false, total.read)}, ` +
    `false or arguable ${percent(total.false + total.arguable, total.read)}. Weighted by the findings of each rule: ` +
    `false ${percent(total.expectedFalse, total.covered)}, false or arguable ${percent(total.expectedNoise, total.covered)}. ` +
    `${sample.filter(({ fingerprints }) => review.verdicts[fingerprints.primary] === undefined).length} of ${sample.length} drawn findings are not read.\n`,
);
if (values.worksheet !== undefined) {
  const sheet = sample.map(({ package: name, rule, severity, confidence, location, message, fingerprints }) => ({
    package: name,
    place: `${location.path}:${location.start.line}`,
    rule,
    severity,
    confidence,
    message,
    fingerprint: fingerprints.primary,
    verdict: review.verdicts[fingerprints.primary]?.verdict ?? null,
  }));
  writeFileSync(values.worksheet, `${JSON.stringify(sheet, null, 1)}\n`);
}

/** The open findings of a package; undefined if it is missing or the scan did not end, which is said. */
function scan(name: string): readonly Reported[] | undefined {
  if (values.reports !== undefined) return open(readFileSync(join(values.reports, `${name}.json`), 'utf8'));
  const root = join(folder, name);
  if (!existsSync(root)) {
    process.stderr.write(`${name}: not in ${folder}\n`);
    return undefined;
  }
  const options = ['--only', 'code', '--isolated', '--offline', '--no-respect-gitignore', '--format', 'json'];
  try {
    const output = execFileSync(
      process.execPath,
      [join(project, 'bin/theriac.mjs'), 'scan', root, ...options, '--quiet', '--exit-zero', '--allow-incomplete'],
      { timeout: timeLimit, maxBuffer: 1 << 30, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
    return open(output);
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}\n`);
    return undefined;
  }
}

function open(report: string): readonly Reported[] {
  const { findings }: { readonly findings: readonly Reported[] } = JSON.parse(report);
  return findings.filter(({ suppressions }) => suppressions.length === 0);
}

/** Takes `limit` findings of a rule in the order of their fingerprints, in turn from every package. */
function draw(findings: readonly Found[], limit: number): readonly Found[] {
  const turns = [...Map.groupBy(findings, (finding) => finding.package).values()].flatMap((group) =>
    group.toSorted(byFingerprint).map((finding, turn) => ({ finding, turn })),
  );
  return turns
    .sort((a, b) => a.turn - b.turn || byFingerprint(a.finding, b.finding))
    .slice(0, limit)
    .map(({ finding }) => finding);
}

function byFingerprint(a: Reported, b: Reported): number {
  return a.fingerprints.primary < b.fingerprints.primary ? -1 : 1;
}
