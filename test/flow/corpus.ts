/** The corpus of small applications: `node test/flow/corpus.ts` prints the rates per kind as a table. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Comparison, scanSources } from './scan.ts';

const folder = join(import.meta.dirname, 'corpus');

export interface Program extends Comparison {
  /** `KIND-FRAMEWORK-safe|unsafe`. */
  readonly name: string;
  readonly kind: string;
  readonly unsafe: boolean;
}

/** Scans every application. */
export function scanCorpus(): Program[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const root = join(folder, name);
      const files: Record<string, string> = {};
      for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
        if (path.endsWith('.py') && statSync(join(root, path)).isFile()) {
          files[path] = readFileSync(join(root, path), 'utf8');
        }
      }
      const [, kind, verdict] = /^(.+)-[a-z]+-(safe|unsafe)$/.exec(name)!;
      return { name, kind: kind!, unsafe: verdict === 'unsafe', ...scanSources(files) };
    });
}

if (process.argv[1] === join(import.meta.dirname, 'corpus.ts')) {
  const programs = scanCorpus();
  console.log('| kind | unsafe programs found | safe programs with a finding |\n|---|---:|---:|');
  for (const kind of new Set(programs.map((p) => p.kind))) {
    const own = programs.filter((p) => p.kind === kind);
    const unsafe = own.filter((p) => p.unsafe);
    const safe = own.filter((p) => !p.unsafe);
    const found = unsafe.filter((p) => p.expected.every((e) => p.found.includes(e)));
    const alarms = safe.filter((p) => p.found.some((f) => f.endsWith(` ${kind}`)));
    console.log(`| ${kind} | ${found.length} of ${unsafe.length} | ${alarms.length} of ${safe.length} |`);
  }
}
