/**
 * False alarms of the secrets scanner on real source trees: `node scripts/quality-secrets.ts FOLDER…`.
 * Prints every finding for review and the rate per 100,000 lines, for all files and for those that are neither tests,
 * examples, documentation, vendored nor generated. Which findings are false is a person's decision: pass the reviewed
 * true ones as `--true FILE` (lines `package path rule`) and they are left out of the rate.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Finding } from '../src/findings/index.ts';
import { scanProject } from '../src/scan/index.ts';

const minor: ReadonlySet<string> = new Set(['test', 'example', 'documentation', 'vendored', 'generated']);
const args = process.argv.slice(2);
const at = args.indexOf('--true');
const [trueFile] = at < 0 ? [] : args.splice(at, 2).slice(1);
const reviewed = new Set(trueFile === undefined ? [] : readFileSync(trueFile, 'utf8').split('\n'));

const totals = { lines: 0, all: 0, main: 0, visible: 0, reviewed: 0 };
for (const folder of args.map((path) => resolve(path))) {
  const report = await scanProject({ root: folder, only: ['secrets'], respectGitignore: false });
  totals.lines += countLines(folder);
  for (const finding of report.findings.filter(
    ({ scanner, suppressions }) => scanner === 'secrets' && suppressions.length === 0,
  )) {
    totals.all++;
    const key = `${basename(folder)} ${finding.location.path} ${finding.rule}`;
    const isReviewed = reviewed.has(key);
    if (isReviewed) totals.reviewed++;
    const inMain = !minor.has(finding.context);
    if (inMain && !isReviewed) totals.main++;
    if (inMain && !isReviewed && finding.confidence !== 'low') totals.visible++;
    process.stdout.write(`${isReviewed ? 'true ' : '     '}${describe(basename(folder), finding)}\n`);
  }
}
const rate = (count: number): string => `${count} (${((count / totals.lines) * 100_000).toFixed(3)} per 100,000 lines)`;
process.stdout.write(
  `${args.length} trees, ${totals.lines} lines. All findings: ${rate(totals.all)}, ${totals.reviewed} reviewed as true. ` +
    `Outside tests, examples, documentation, vendored and generated code, without the reviewed: ${rate(totals.main)}; of at least medium confidence: ${rate(totals.visible)}.\n`,
);

function describe(name: string, { location, rule, severity, confidence, context, message }: Finding): string {
  return `${name} ${location.path}:${location.start.line} ${rule} ${severity}/${confidence} ${context}: ${message.slice(0, 120)}`;
}

function countLines(folder: string): number {
  let lines = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git') lines += countLines(path);
    else if (entry.isFile() && statSync(path).size < 10_000_000) {
      const bytes = readFileSync(path);
      // Lines of text: a zero byte makes a file binary.
      if (bytes.includes(0)) continue;
      for (let i = bytes.indexOf(10); i >= 0; i = bytes.indexOf(10, i + 1)) lines++;
    }
  }
  return lines;
}
