/** `str.format` and `str.format_map`: replacement fields over folded arguments. */
import { formatValue } from './format-spec.ts';
import { asciiOnly, repr, toStr } from './repr.ts';
import { subscript } from './sequences.ts';
import { type Constant, constantLimits, str } from './value.ts';

export interface FormatArguments {
  readonly positional: readonly Constant[];
  readonly named: ReadonlyMap<string, Constant>;
}

interface State {
  readonly args: FormatArguments;
  /** Next automatic field number; -1 once a field was numbered by hand. */
  automatic: number;
}

/** `template.format(*positional, **named)`; undefined when it raises, is too long, or reads attributes. */
export function strFormat(template: string, args: FormatArguments): Constant | undefined {
  const text = expand(template, { args, automatic: 0 }, 2);
  return text === undefined ? undefined : str(text);
}

/** `!r`, `!s`, `!a` of a value; `''` is none. */
export function applyConversion(value: Constant, conversion: string): Constant | undefined {
  if (conversion === '') return value;
  const text = conversion === 's' ? toStr(value) : repr(value);
  if (text === undefined || !'rsa'.includes(conversion)) return undefined;
  return str(conversion === 'a' ? asciiOnly(text) : text);
}

function expand(template: string, state: State, depth: number): string | undefined {
  if (depth === 0) return undefined;
  let out = '';
  let at = 0;
  while (at < template.length) {
    const char = template[at];
    if (char !== '{' && char !== '}') {
      const next = nextBrace(template, at);
      out += template.slice(at, next);
      at = next;
      continue;
    }
    // Inside a format spec a doubled brace is not an escape.
    if (template[at + 1] === char && (char === '}' || depth === 2)) {
      out += char;
      at += 2;
      continue;
    }
    if (char === '}') return undefined;
    const end = fieldEnd(template, at + 1);
    if (end < 0) return undefined;
    const piece = field(template.slice(at + 1, end), state, depth);
    if (piece === undefined) return undefined;
    out += piece;
    at = end + 1;
    if (out.length > constantLimits.text) return undefined;
  }
  return out;
}

function nextBrace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '{' && text[at] !== '}') at++;
  return at;
}

/** Position of the `}` that closes the field starting at `from`; -1 when there is none. */
function fieldEnd(text: string, from: number): number {
  let nested = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '[') {
      const close = text.indexOf(']', at);
      if (close > 0 && !text.slice(from, at).includes(':')) at = close;
    } else if (text[at] === '{') nested++;
    else if (text[at] === '}' && nested-- === 0) return at;
  }
  return -1;
}

const fieldPattern = /^([^:!{}[\].]*)((?:\[[^\]]+\]|\.[^:!{}[\].]+)*)(?:!(.))?(?::(.*))?$/s;

function field(text: string, state: State, depth: number): string | undefined {
  const match = fieldPattern.exec(text);
  if (match === null) return undefined;
  const [, name, path, conversion, spec] = match;
  let value = argument(name, state);
  for (const step of path.match(/\[[^\]]+\]|\.[^[.]+/g) ?? []) {
    if (value === undefined || step[0] === '.') return undefined;
    const key = step.slice(1, -1);
    const index: Constant = /^\d+$/.test(key) ? { kind: 'int', value: BigInt(key) } : { kind: 'str', value: key };
    value = subscript(value, index);
  }
  if (value === undefined) return undefined;
  const converted = applyConversion(value, conversion ?? '');
  if (converted === undefined) return undefined;
  const expanded = spec === undefined || !/[{}]/.test(spec) ? (spec ?? '') : expand(spec, state, depth - 1);
  return expanded === undefined ? undefined : formatValue(converted, expanded);
}

function argument(name: string, state: State): Constant | undefined {
  if (name === '') {
    if (state.automatic < 0) return undefined;
    return state.args.positional[state.automatic++];
  }
  if (/^\d+$/.test(name)) {
    if (state.automatic > 0) return undefined;
    state.automatic = -1;
    return state.args.positional[Number(name)];
  }
  return state.args.named.get(name);
}
