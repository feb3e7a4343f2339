/** Path and URL prefix checks: `realpath(x).startswith(base)` proves containment, `url.startswith("https://host/")` the host. */
import type { Activation } from './activation.ts';
import { proofs } from './facts.ts';
import type { Part, Parts } from './shapes.ts';
import { atomText } from './text.ts';
import { type Atom, type Implication, onlyString, testResult, type UnknownAtom, type Value } from './values.ts';

export const normalisers = new Set(['realpath', 'abspath', 'normpath', 'resolve']);

/** The proof of a prefix test; undefined when it proves nothing. */
export function pathChecked(a: Activation, self: Parts, prefix: Value): Value | undefined {
  const text = onlyString(prefix);
  if (text !== undefined && /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\\]+[/?#]/i.test(text)) {
    const kinds = a.engine.kindsOf('server-side-request-forgery', 'open-redirect');
    return testResult(proofsFor(self, kinds), []);
  }
  const first = self[0];
  if (self.length !== 1 || first === undefined || typeof first === 'string' || !isNormalised(first)) return undefined;
  return testResult(contained(a, first), []);
}

const isNormalised = (hole: UnknownAtom): boolean => {
  for (let at: UnknownAtom | undefined = hole, depth = 0; at?.via && depth < 4; depth++) {
    if (normalisers.has(at.via.op)) return true;
    if (at.via.op !== 'str' && at.via.op !== 'same' && at.via.op !== 'str()') return false;
    at = at.via.of.k === 'unknown' ? at.via.of : undefined;
  }
  return false;
};

/** A normalised path that was found below a directory: it and what it was made of are contained. */
export function contained(a: Activation, hole: UnknownAtom): Implication[] {
  const kinds = a.engine.kindsOf('path-traversal', 'archive-path-traversal');
  const out = proofsFor([hole], kinds);
  for (let at: UnknownAtom | undefined = hole, depth = 0; at?.via && depth < 6; depth++) {
    const of: Atom = at.via.of;
    for (const part of atomText(a, of)) if (typeof part !== 'string') out.push(...proofsFor([part], kinds));
    at = of.k === 'unknown' ? of : undefined;
  }
  return out;
}

const proofsFor = (parts: readonly Part[], neutral: bigint): Implication[] =>
  parts.flatMap((p) => (typeof p === 'string' ? [] : proofs(p, { neutral })));
