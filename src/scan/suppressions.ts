/** Joins the suppression comments of `findings/` with the files that a scan shows. */
import { createAliasTable, createSuppressionSession, type MarkerUse, type RuleMeta } from '../findings/index.ts';
import type { ProjectFile } from '../project/index.ts';
import type { ScanContext } from '../scanners/scanner.ts';
import type { SuppressionHook } from './options.ts';

/** Kinds without a parser of their own whose comments start with `#`. */
const commentedKinds: ReadonlySet<ProjectFile['kind']> = new Set([
  'toml',
  'yaml',
  'ini',
  'requirements',
  'dockerfile',
  'env',
]);

/** The scan's own handling of suppression comments. `rules`: of the scanners that run. */
export function createSuppressions(
  rules: readonly RuleMeta[],
  { isEnabled, today }: ScanContext,
): SuppressionHook & { uses(): readonly MarkerUse[] } {
  const session = createSuppressionSession({ aliases: createAliasTable(rules), isEnabled, today });
  return {
    visit(source) {
      const { path, context, kind } = source.file;
      const module = source.python();
      if (module !== undefined) {
        session.visit({
          path,
          context,
          bytes: module.source.subarray(0, module.length),
          comments: commentRanges(module.comments),
          ...(module.notebook === undefined ? {} : { cells: module.notebook }),
        });
      } else if (commentedKinds.has(kind)) session.visit({ path, context, bytes: source.bytes });
    },
    apply: (findings) => ({ findings: session.apply(findings), issues: [] }),
    uses: () => session.uses(),
  };
}

function* commentRanges(comments: Int32Array): Iterable<{ readonly start: number; readonly end: number }> {
  for (let i = 0; i + 1 < comments.length; i += 2)
    yield { start: comments[i] as number, end: comments[i + 1] as number };
}
