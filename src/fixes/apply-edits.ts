/** Applies fixes that do not touch each other; a fix is applied whole or not at all. */
import type { Fix, TextEdit } from '../findings/index.ts';

export interface AppliedFixes {
  readonly bytes: Uint8Array;
  /** Indexes into the given fixes. */
  readonly applied: readonly number[];
  /** Overlapped by an earlier one, out of range, or for another file as well. */
  readonly skipped: readonly number[];
}

/**
 * Applies the fixes of one file in their order. Offsets are bytes of `bytes`. Edits that are equal to one already
 * applied count as done (two findings whose fix adds the same import).
 */
export function applyFixes(bytes: Uint8Array, path: string, fixes: readonly Fix[]): AppliedFixes {
  const accepted: TextEdit[] = [];
  const applied: number[] = [];
  const skipped: number[] = [];
  for (const [index, fix] of fixes.entries()) {
    const news = fix.edits.filter((edit) => !accepted.some((other) => isSame(edit, other)));
    const fits =
      fix.edits.length > 0 &&
      fix.edits.every(
        (edit) => edit.path === path && edit.start >= 0 && edit.start <= edit.end && edit.end <= bytes.length,
      ) &&
      news.every((edit, at) => ![...accepted, ...news.slice(0, at)].some((other) => touch(edit, other)));
    if (!fits) {
      skipped.push(index);
      continue;
    }
    accepted.push(...news);
    applied.push(index);
  }
  return { bytes: splice(bytes, accepted), applied, skipped };
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Overlapping, or two insertions at one place, whose order nobody has decided. */
function touch(a: TextEdit, b: TextEdit): boolean {
  return (a.start < b.end && b.start < a.end) || a.start === b.start;
}

function splice(bytes: Uint8Array, edits: readonly TextEdit[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(bytes.subarray(at, edit.start), encoder.encode(edit.text));
    at = edit.end;
  }
  parts.push(bytes.subarray(at));
  const result = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}
