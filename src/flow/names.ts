/** Reading and writing variables through the scopes of Python. */
import * as py from '../python/index.ts';
import type { Activation } from './activation.ts';
import { unknown, type Value } from './values.ts';

export function loadName(a: Activation, node: number): Value {
  return load(a, py.Name.id(a.words, node));
}

/** The value of a name in scope. */
export function load(a: Activation, symbol: number): Value {
  const { scope } = a;
  if (!scope.globals.has(symbol)) {
    if (scope.locals.has(symbol) && !scope.nonlocals.has(symbol)) {
      const value = a.state.read(a.frame, symbol);
      if (value && value.length > 0) return a.engine.resolved(a, value);
      // A class body, or a name bound on another path, falls through to the outer scopes.
      if (!a.cls && a.fn) return value ?? unknown();
    }
    for (let frame = a.parent; frame > 0; ) {
      const object = a.state.get(frame);
      if (object?.k !== 'frame') break;
      const value = object.vars.get(symbol);
      if (value && value.length > 0) return a.engine.resolved(a, value);
      frame = object.parent;
    }
  }
  return globalName(a, symbol);
}

function globalName(a: Activation, symbol: number): Value {
  const value = a.engine.moduleMember(a.state, a.def, symbol);
  if (value && value.length > 0) return a.engine.resolved(a, value);
  return a.engine.builtin(py.symbols.name(symbol)) ?? unknown();
}

export function storeName(a: Activation, symbol: number, value: Value): void {
  const { scope } = a;
  if (scope.globals.has(symbol)) {
    a.state.write(a.engine.frameOf(a.def), symbol, value);
    a.engine.noteGlobal(a.def, symbol, value);
    return;
  }
  if (scope.nonlocals.has(symbol)) {
    for (let frame = a.parent; frame > 0; ) {
      const object = a.state.get(frame);
      if (object?.k !== 'frame') break;
      if (object.vars.has(symbol)) {
        a.state.write(frame, symbol, value);
        return;
      }
      frame = object.parent;
    }
  }
  a.state.write(a.frame, symbol, value);
}
