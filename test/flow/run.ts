/** Developer's command: `node test/flow/run.ts PATH…` prints the flows of Python files with their traces. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { analyzeFlow, type FlowModule } from '../../src/flow/index.ts';
import { builtInModels } from '../../src/models/index.ts';
import { lineIndexOf, parseModule } from '../../src/python/index.ts';

function pythonFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const full = join(path, entry.name);
    if (entry.isDirectory()) return entry.name === '.git' || entry.name === 'node_modules' ? [] : pythonFiles(full);
    return entry.name.endsWith('.py') ? [full] : [];
  });
}

const verbose = process.argv.includes('-v');
const start = performance.now();
const modules: FlowModule[] = [];
for (const root of process.argv.slice(2).filter((a) => a !== '-v')) {
  for (const file of pythonFiles(root)) {
    const path = statSync(root).isFile() ? (file.split('/').pop() ?? file) : relative(root, file);
    modules.push({ path, module: parseModule(readFileSync(file)) });
  }
}
const parsed = performance.now();
const result = analyzeFlow(modules, builtInModels());
const done = performance.now();
const byPath = new Map(modules.map((m) => [m.path, m.module]));
const line = (path: string, byte: number): string => {
  const module = byPath.get(path);
  return module ? `${path}:${lineIndexOf(module).lineOf(byte)}` : path;
};
for (const finding of result.findings) {
  console.log(
    `${line(finding.place.path, finding.place.start)} ${finding.kind} [${finding.sink}] in ${finding.scope} from ${finding.source?.kind ?? finding.constant} doubts=${finding.doubts}`,
  );
  if (!verbose || !finding.source) continue;
  console.log(`    ${line(finding.source.place.path, finding.source.place.start)} source ${finding.source.label}`);
  for (const step of finding.steps) console.log(`    ${line(step.place.path, step.place.start)} ${step.message}`);
}
console.log(
  result.counters,
  result.clamps.map((clamp) => `${clamp.reason}: ${clamp.count}${clamp.message ? ` (${clamp.message})` : ''}`),
  `parse ${(parsed - start).toFixed(0)} ms, flow ${(done - parsed).toFixed(0)} ms, ${result.findings.length} findings`,
);
