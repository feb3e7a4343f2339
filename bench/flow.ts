/** `node --stack-size=8000 bench/flow.ts PATH…`: flow analysis of each tree, with its counters and bounds met. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { analyzeFlow, type FlowModule } from '../src/flow/index.ts';
import { builtInModels } from '../src/models/index.ts';
import { parseModule } from '../src/python/index.ts';

function modulesBelow(root: string): FlowModule[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(root, file), module: parseModule(readFileSync(file)) }));
}

builtInModels();
for (const root of process.argv.slice(2)) {
  const start = performance.now();
  const modules = modulesBelow(root);
  const parsed = performance.now();
  const { findings, clamps, counters } = analyzeFlow(modules, builtInModels());
  const done = performance.now();
  const bytes = modules.reduce((sum, { module }) => sum + module.length, 0);
  const reasons: Record<string, number> = {};
  for (const { reason, count } of clamps) reasons[reason] = count;
  console.log(root, {
    files: modules.length,
    megabytes: Number((bytes / 1e6).toFixed(1)),
    parseMs: Math.round(parsed - start),
    flowMs: Math.round(done - parsed),
    nsPerStep: Math.round(((done - parsed) * 1e6) / Math.max(1, counters['steps'] ?? 1)),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    findings: findings.length,
    ...counters,
    bounds: reasons,
  });
}
