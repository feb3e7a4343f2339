/**
 * Executed taint oracle: random programs run under CPython with recognisable text; every flow that happens must be
 * reported, and for programs whose conditions are all decided nothing else may be.
 * `node test/flow/oracle.ts --count 5000 [--from SEED] [-v]` is the long run.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyzeFlow } from '../../src/flow/index.ts';
import { modelsWith } from '../../src/models/index.ts';
import { lineIndexOf, parseModule } from '../../src/python/index.ts';
import { type RandomProgram, randomProgram } from './random-program.ts';

export const python = ['python3.13', 'python3.12', 'python3'].find(
  (name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0,
);

export interface Verdict {
  readonly seed: number;
  readonly program: RandomProgram;
  /** Lines of flows that happened and were not reported. */
  readonly missed: readonly number[];
  /** Lines reported although no input made the flow happen; only for decided programs that ran to their end. */
  readonly invented: readonly number[];
  readonly observed: number;
  readonly errors: readonly string[];
}

const model = {
  schema: 'theriac/models/1',
  package: 'tracklib',
  sources: [{ path: 'tracklib.source()', kind: 'remote' }],
  sinks: [{ path: 'tracklib.sink().Argument[0]', kind: 'archive-path-traversal' }],
};

/** Runs and analyses the programs of the seeds `from` .. `from + count - 1`. */
export function compareWithPython(from: number, count: number): Verdict[] {
  if (!python || count === 0) return [];
  const { models, problems } = modelsWith([{ name: 'tracklib.yaml', data: model }]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const programs = Array.from({ length: count }, (_, i) => ({ seed: from + i, program: randomProgram(from + i) }));
  const inputs = (decided: boolean): number[] => (decided ? [0] : [0, 63, 21, 42, 7, 56, 35, 28, 12, 51]);
  const run = spawnSync(python, [fileURLToPath(new URL('tracking.py', import.meta.url))], {
    input: programs
      .map((p) => `${JSON.stringify({ text: p.program.text, inputs: inputs(p.program.decided) })}\n`)
      .join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  const answers = run.stdout.trimEnd().split('\n');
  return programs.map(({ seed, program }, i) => {
    const { lines, errors } = JSON.parse(answers[i]!) as { lines: number[]; errors: string[] };
    const module = parseModule(new TextEncoder().encode(program.text));
    const result = analyzeFlow([{ path: 'program.py', module }], models);
    const index = lineIndexOf(module);
    const reported = new Set(result.findings.map((f) => index.lineOf(f.place.start)));
    return {
      seed,
      program,
      missed: lines.filter((line) => !reported.has(line)),
      invented: program.decided && errors.length === 0 ? [...reported].filter((line) => !lines.includes(line)) : [],
      observed: lines.length,
      errors,
    };
  });
}

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

if (process.argv[1] === join(import.meta.dirname, 'oracle.ts')) {
  const verdicts = compareWithPython(option('--from', 1), option('--count', 500));
  for (const v of verdicts) {
    if (v.missed.length + v.invented.length === 0) continue;
    console.log(`seed ${v.seed}: missed ${v.missed.join(', ') || '-'}; invented ${v.invented.join(', ') || '-'}`);
    if (!process.argv.includes('-v')) continue;
    console.log(
      v.program.text
        .split('\n')
        .map(
          (line, i) =>
            `${String(i + 1).padStart(4)}${v.missed.includes(i + 1) ? 'M' : v.invented.includes(i + 1) ? 'I' : ' '} ${line}`,
        )
        .join('\n'),
    );
  }
  const sum = (of: (v: Verdict) => number): number => verdicts.reduce((n, v) => n + of(v), 0);
  console.log(
    `${verdicts.length} programs (${sum((v) => Number(v.program.decided))} decided, ${sum((v) => Number(v.errors.length > 0))} ended by an exception): ` +
      `${sum((v) => v.observed)} flows happened, ${sum((v) => v.missed.length)} missed in ${sum((v) => Number(v.missed.length > 0))} programs, ` +
      `${sum((v) => v.invented.length)} invented in ${sum((v) => Number(v.invented.length > 0))}`,
  );
}
