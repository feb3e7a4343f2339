/** A bounded part of the executed taint oracle; `node test/flow/oracle.ts --count 5000` is the long run. */
import { describe, expect, it } from 'vitest';
import { compareWithPython, python } from './oracle.ts';

describe.runIf(python)('random programs beside CPython (skipped without python3)', () => {
  const verdicts = compareWithPython(1, python ? 150 : 0);

  it('runs programs in which data flows', () => {
    expect(verdicts.filter((v) => v.observed > 0).length).toBeGreaterThan(75);
    expect(verdicts.flatMap((v) => v.errors)).toEqual([]);
  });

  it('reports every flow that happens', () => {
    expect(verdicts.filter((v) => v.missed.length > 0).map((v) => `${v.seed}: ${v.missed}\n${v.program.text}`)).toEqual(
      [],
    );
  });

  it('reports nothing else where every condition is decided', () => {
    expect(
      verdicts.filter((v) => v.invented.length > 0).map((v) => `${v.seed}: ${v.invented}\n${v.program.text}`),
    ).toEqual([]);
  });
});
