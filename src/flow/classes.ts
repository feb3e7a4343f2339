/** Making instances of project classes. */

import * as py from '../python/index.ts';
import type { Activation } from './activation.ts';
import { apiBases, bind, lookupClass } from './attributes.ts';
import { argumentTaints, type CallArguments, callValue } from './call.ts';
import type { ClassDef } from './program.ts';
import { type ClassAtom, type ConstAtom, join, never, type, unknown, type Value } from './values.ts';

const init = py.symbols.intern('__init__');
const post = py.symbols.intern('__post_init__');
const valueSymbol = py.symbols.intern('value');

const recordBases =
  /^(typing\.NamedTuple|pydantic\.BaseModel|pydantic\.main\.BaseModel|sqlmodel\.SQLModel|msgspec\.Struct|typing\.TypedDict)$/;
const recordDecorators =
  /(dataclass|attr\.s|attrs\.define|attr\.define|attrs\.frozen|attr\.attrs|pydantic\.dataclasses\.dataclass)$/;
const enumBases = /^enum\./;

/** `Class(args)`. */
export function instantiate(a: Activation, atom: ClassAtom, args: CallArguments, node: number): Value {
  const { def } = atom;
  const bases = apiBases(def);
  if (bases.some((b) => enumBases.test(b.path))) return enumMember(a, def);
  const loc = a.state.instance(def, bases[0]);
  const self: Value = [{ k: 'ref', loc }];
  const found = lookupClass(a, def, init);
  if (found) {
    const result = callValue(a, bind(a, found.value, self, def, node), args, node);
    return result === never ? never : self;
  }
  if (
    isRecord(
      def,
      bases.map((b) => b.path),
    )
  )
    fillFields(a, def, loc, args, node);
  else if (bases.length > 0 || def.bases.some((b) => b.k === 'unknown')) {
    const taints = argumentTaints(a, args);
    const object = a.state.own(loc);
    if (taints.length > 0 && object?.k === 'instance') object.open = unknown(type.any, taints);
    for (const [name, value] of args.keywords) setField(a, loc, py.symbols.intern(name), value);
  }
  return self;
}

export function isRecord(def: ClassDef, basePaths: readonly string[]): boolean {
  if (basePaths.some((p) => recordBases.test(p))) return true;
  return def.mro.some((c) => [...c.decorators].some((d) => recordDecorators.test(d)));
}

/** Constructor of a dataclass-like class: fields in order, bases first. */
function fillFields(a: Activation, def: ClassDef, loc: number, args: CallArguments, node: number): void {
  const fields = def.mro.toReversed().flatMap((c) => c.fields);
  const seen = new Set<number>();
  let position = 0;
  for (const field of fields) {
    if (seen.has(field.name)) continue;
    seen.add(field.name);
    const given = args.keywords.get(py.symbols.name(field.name)) ?? args.positional[position];
    position++;
    const fallback = args.rest ?? args.more;
    const value = given ?? fallback ?? (field.value ? a.state.read(def.frame, field.name) : undefined);
    setField(a, loc, field.name, value ? a.engine.validated(a, value, def, field.annotation) : unknown());
  }
  const hook = lookupClass(a, def, post);
  if (hook)
    callValue(
      a,
      bind(a, hook.value, [{ k: 'ref', loc }], def, node),
      { ...args, positional: [], keywords: new Map() },
      node,
    );
}

function setField(a: Activation, loc: number, symbol: number, value: Value): void {
  const object = a.state.own(loc);
  if (object?.k === 'instance') object.attributes.set(symbol, value);
}

/** `Color("red")`: one of the constants of the class, whatever came in. */
function enumMember(a: Activation, def: ClassDef): Value {
  const frame = a.state.get(def.frame);
  let members: Value = [];
  if (frame?.k === 'frame') {
    for (const value of frame.vars.values()) {
      const constants = value.filter((x): x is ConstAtom => x.k === 'const');
      if (constants.length === value.length) members = join(members, constants);
    }
  }
  const loc = a.state.instance(def, undefined);
  const object = a.state.own(loc);
  if (object?.k === 'instance') object.attributes.set(valueSymbol, members.length > 0 ? members : unknown());
  return [{ k: 'ref', loc }];
}
