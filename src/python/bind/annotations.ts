/** Types as programmers write them: from an annotation to instances of the classes it names. */
import { constantKindOf } from '../literals.ts';
import { ConstantKind, Kind, Operator } from '../nodes.generated.ts';
import { addAll, type Context, extend } from './context.ts';
import { member } from './members.ts';
import type { Node, Reference } from './types.ts';

const typingModules = /^(?:typing|typing_extensions|t)\./;
/** Wrappers whose first argument is the type. */
const transparent: ReadonlySet<string> = new Set([
  'Optional',
  'Annotated',
  'Final',
  'ClassVar',
  'Required',
  'NotRequired',
  'ReadOnly',
  'Awaitable',
]);

/** Instances that an annotation promises; empty for generics of containers, type variables and what is unknown. */
export function annotatedInstances(context: Context, node: Node, depth = 0): readonly Reference[] {
  if (depth > 8) return [];
  const w = context.module.words;
  switch (w[node]) {
    case Kind.Name:
    case Kind.Attribute:
      return instancesOf(context.references(node));
    case Kind.BinOp: {
      if (w[node + 4] !== Operator.BitOr) return [];
      const out = [...annotatedInstances(context, w[node + 3], depth + 1)];
      addAll(out, annotatedInstances(context, w[node + 5], depth + 1));
      return out;
    }
    case Kind.Subscript: {
      const wrapper = context.references(w[node + 3])[0]?.names[0] ?? '';
      const inner = w[node + 4];
      const name = wrapper.replace(typingModules, '');
      const first = w[inner] === Kind.Tuple ? w[w[inner + 3] + 1] : inner;
      if (typingModules.test(wrapper)) {
        if (transparent.has(name)) return annotatedInstances(context, first, depth + 1);
        if (name === 'Union' && w[inner] === Kind.Tuple) {
          const out: Reference[] = [];
          for (let i = 0; i < Math.min(8, ~w[w[inner + 3]]); i++) {
            addAll(out, annotatedInstances(context, w[w[inner + 3] + 1 + i], depth + 1));
          }
          return out;
        }
        if (name === 'Type') return context.references(first);
      }
      if (wrapper === 'builtins.type') return context.references(first);
      return instancesOf(context.references(w[node + 3]));
    }
    case Kind.Constant:
      if (constantKindOf(w, node) !== ConstantKind.Str) return [];
      return fromText(context, node, context.text(node) ?? '');
    default:
      return [];
  }
}

/** A forward reference: dotted names, `Optional[..]`, `X | None`. */
function fromText(context: Context, node: Node, text: string): readonly Reference[] {
  if (text.length > 200) return [];
  const out: Reference[] = [];
  for (const part of text.split('|')) {
    const match = /^\s*(?:(?:\w+\.)?(?:Optional|Annotated|Final|ClassVar)\[)?\s*([\w.]+)/.exec(part);
    if (match !== null && match[1] !== 'None') addAll(out, instancesOf(namedFrom(context, node, match[1])));
  }
  return out;
}

/** What a dotted name means where `node` stands. */
export function namedFrom(context: Context, node: Node, dotted: string): readonly Reference[] {
  const [first, ...rest] = dotted.split('.');
  let references = context.nameAt(node, first);
  for (const step of rest) {
    const next: Reference[] = [];
    for (const reference of references) addAll(next, member(context, reference, step));
    references = next;
  }
  return references;
}

/** Instances of classes; things that are not classes give nothing. */
export function instancesOf(references: readonly Reference[]): readonly Reference[] {
  const out: Reference[] = [];
  for (const reference of references) {
    if (reference.kind === 'class')
      addAll(out, [{ ...reference, kind: 'instance', names: extend(reference.names, '()') }]);
    else if (reference.kind === 'external' && !/[)\]]$|^typing\.(?:Any|Self)$/.test(reference.names[0])) {
      const names = extend(reference.names, '()');
      if (names.length > 0) addAll(out, [{ kind: 'external', names }]);
    }
  }
  return out;
}
