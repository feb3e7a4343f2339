/** Ends synchronous code that runs too long: the last resort against an endless loop or a backtracking expression. */
import { Script } from 'node:vm';

const slot = Symbol.for('theriac.guarded');
const script = new Script(`globalThis[Symbol.for('theriac.guarded')]()`, { filename: 'theriac-time-guard' });

/**
 * Runs `action`, and stops it wherever it is after `milliseconds` (then `finished` is false). V8 ends it between two
 * steps, in regular expressions too; `finally` blocks and `catch` of the action do not run, so what it was building is
 * lost. Costs some 60 µs, a thread of its own that watches: guard batches, not single calls. What it throws passes through.
 */
export function runWithin<T>(
  milliseconds: number,
  action: () => T,
): { readonly finished: true; readonly value: T } | { readonly finished: false } {
  const outer: unknown = Reflect.get(globalThis, slot);
  let value: T | undefined;
  Reflect.set(globalThis, slot, () => {
    value = action();
  });
  try {
    script.runInThisContext({ timeout: milliseconds });
    return { finished: true, value: value as T };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      return { finished: false };
    throw error;
  } finally {
    if (outer === undefined) Reflect.deleteProperty(globalThis, slot);
    else Reflect.set(globalThis, slot, outer);
  }
}
