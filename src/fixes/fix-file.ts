/** Fixes one file and proves it: after every round the file is judged again, the finding must be gone and nothing new may come up. */
import type { Finding } from '../findings/index.ts';
import { applyFixes } from './apply-edits.ts';

export interface FixOptions {
  /** Apply unsafe fixes too. */
  readonly unsafe: boolean;
  /** Findings of the file with this content, as a scan of the whole project sees it; undefined when it no longer parses as well as before. */
  readonly judge: (bytes: Uint8Array) => Promise<readonly Finding[] | undefined>;
}

export interface FixedFile {
  readonly bytes: Uint8Array;
  readonly fixed: readonly Finding[];
  /** Fixes that did not remove their finding, broke the file or brought a new one. */
  readonly refused: readonly Finding[];
}

/** Conflicting fixes come in later rounds; more would mean that fixes chase each other. */
const maxRounds = 10;

/** Applies what can be applied. The bytes are returned unchanged when nothing could. */
export async function fixFile(
  path: string,
  original: Uint8Array,
  findings: readonly Finding[],
  options: FixOptions,
): Promise<FixedFile> {
  let bytes = original;
  let current = findings;
  const fixed: Finding[] = [];
  const refused: Finding[] = [];
  for (let round = 0; round < maxRounds; round += 1) {
    const candidates = current.filter(
      (finding) => isApplicable(finding, path, options.unsafe) && !refused.some((one) => isSame(one, finding)),
    );
    if (candidates.length === 0) break;
    const step = await tryFixes(path, bytes, current, candidates, options);
    fixed.push(...step.fixed);
    refused.push(...step.refused);
    if (step.fixed.length === 0) {
      if (step.refused.length === 0) break;
      continue;
    }
    bytes = step.bytes;
    current = step.findings;
  }
  return { bytes, fixed, refused };
}

interface Step {
  readonly bytes: Uint8Array;
  readonly findings: readonly Finding[];
  readonly fixed: readonly Finding[];
  readonly refused: readonly Finding[];
}

/** Tries all at once; when that goes wrong, halves until the fixes that do wrong stand alone. */
async function tryFixes(
  path: string,
  bytes: Uint8Array,
  before: readonly Finding[],
  candidates: readonly Finding[],
  options: FixOptions,
): Promise<Step> {
  const { bytes: changed, applied } = applyFixes(
    bytes,
    path,
    candidates.flatMap(({ fix }) => fix ?? []),
  );
  const chosen = applied.map((index) => candidates[index] as Finding);
  if (chosen.length === 0) return { bytes, findings: before, fixed: [], refused: [...candidates] };
  const after = await options.judge(changed);
  if (after && isProgress(before, after, chosen))
    return { bytes: changed, findings: after, fixed: chosen, refused: [] };
  if (chosen.length === 1) return { bytes, findings: before, fixed: [], refused: chosen };
  const half = chosen.slice(0, Math.ceil(chosen.length / 2));
  return tryFixes(path, bytes, before, half, options);
}

/** Every chosen finding is gone, and no rule reports more than before. */
function isProgress(before: readonly Finding[], after: readonly Finding[], chosen: readonly Finding[]): boolean {
  const count = (list: readonly Finding[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const { rule } of list) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return counts;
  };
  const had = count(before);
  const fixes = count(chosen);
  const has = count(after);
  if ([...has].some(([rule, number]) => number > (had.get(rule) ?? 0))) return false;
  return [...fixes].every(([rule, number]) => (has.get(rule) ?? 0) <= (had.get(rule) ?? 0) - number);
}

function isApplicable({ fix, suppressions, location }: Finding, path: string, unsafe: boolean): boolean {
  // A notebook's finding counts in its cells' joined source, not in the bytes of the file.
  if (!fix || suppressions.length > 0 || location.path !== path || path.endsWith('.ipynb')) return false;
  return (unsafe || fix.safety === 'safe') && fix.edits.every((edit) => edit.path === path);
}

function isSame(a: Finding, b: Finding): boolean {
  return a.fingerprints.primary === b.fingerprints.primary;
}
