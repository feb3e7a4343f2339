/**
 * Draws findings of the code rules for a review by hand: `node bench/rules-sample.ts FOLDER [COUNT] [SEED]`.
 * Prints the number of findings in application code, then the drawn ones with their code. See docs/quality.md.
 */
import { scanProject } from '../src/scan/index.ts';
import { createCodeScanner } from '../src/scanners/code/index.ts';

const [root = '.', count = '10', seedText = '7'] = process.argv.slice(2);
let seed = Number(seedText);

const report = await scanProject({ root, scanners: [createCodeScanner()], respectGitignore: false });
const findings = report.findings.filter(({ scanner, context }) => scanner === 'code' && context === 'application');
const drawn = findings
  .map((finding) => ({ finding, order: random() }))
  .sort((a, b) => a.order - b.order)
  .slice(0, Number(count));
process.stdout.write(`${findings.length} findings in application code\n`);
for (const { finding } of drawn) {
  const { rule, severity, confidence, location, excerpt } = finding;
  const code = (excerpt?.lines ?? []).map((line) => `    ${line}`).join('\n');
  process.stdout.write(`\n${rule} [${severity}/${confidence}] ${location.path}:${location.start.line}\n${code}\n`);
}

/** A small generator with a seed, so that a draw can be repeated. */
function random(): number {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
}
