/** `with expr as target`: what the target is bound to. */
import type { Activation } from './activation.ts';
import { evaluate } from './evaluate.ts';
import { follow } from './model.ts';
import { bottom, join, type Value } from './values.ts';

export function enterContext(a: Activation, node: number): Value {
  const manager = evaluate(a, node);
  let out: Value = bottom;
  for (const atom of manager) {
    const entered =
      a.engine.callMethodByName(a, [atom], '__enter__', [], node) ??
      a.engine.callMethodByName(a, [atom], '__aenter__', [], node);
    if (entered) out = join(out, entered);
    else if (atom.k === 'api') {
      const state = follow(atom.state, '__enter__');
      out = join(out, state ? a.engine.apiValue(a, state, atom, node) : [atom]);
    } else if (atom.k === 'ref') {
      // A generator wrapped by @contextmanager gives its yielded value.
      const object = a.state.get(atom.loc);
      if (object?.k === 'list' && object.type === 'iterator') out = join(out, object.items[0] ?? object.rest ?? bottom);
      else out = join(out, [atom]);
    } else out = join(out, [atom]);
  }
  return out;
}
