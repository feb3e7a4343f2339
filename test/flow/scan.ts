/** Scans sources given as text and compares with their `# finds: KIND` marks. */
import { analyzeFlow } from '../../src/flow/index.ts';
import { builtInModels } from '../../src/models/index.ts';
import { lineIndexOf, parseModule } from '../../src/python/index.ts';

export interface Comparison {
  /** `path:line kind`, sorted. */
  readonly found: readonly string[];
  readonly expected: readonly string[];
}

/** Findings and expectations of a small project. */
export function scanSources(files: Readonly<Record<string, string>>): Comparison {
  const modules = Object.entries(files).map(([path, text]) => ({
    path,
    module: parseModule(new TextEncoder().encode(text)),
  }));
  const byPath = new Map(modules.map((m) => [m.path, m.module]));
  const result = analyzeFlow(modules, builtInModels());
  const found = result.findings.map((f) => {
    const line = lineIndexOf(byPath.get(f.place.path)!).lineOf(f.place.start);
    return `${f.place.path}:${line} ${f.kind}`;
  });
  const expected = Object.entries(files).flatMap(([path, text]) =>
    text.split('\n').flatMap((line, i) => {
      const mark = /# finds: ([\w, -]+)/.exec(line);
      return mark ? mark[1]!.split(',').map((kind) => `${path}:${i + 1} ${kind.trim()}`) : [];
    }),
  );
  return { found: found.toSorted(), expected: expected.toSorted() };
}
