/** Indexing and slicing of folded values; str offsets are code points. */
import {
  bytes,
  type Constant,
  codePoints,
  hashKey,
  indexValue,
  int,
  isFlat,
  sequence,
  str,
  textLike,
} from './value.ts';

/** `value[index]`; undefined when it raises or is unknown. */
export function subscript(value: Constant, index: Constant): Constant | undefined {
  if (value.kind === 'dict') {
    const key = hashKey(index);
    return key === undefined ? undefined : value.entries.find(([name]) => hashKey(name) === key)?.[1];
  }
  const position = indexValue(index);
  if (position === undefined) return undefined;
  switch (value.kind) {
    case 'str': {
      const char = at(codePoints(value.value), position);
      return char === undefined ? undefined : str(char);
    }
    case 'bytes': {
      const char = at(value.value.split(''), position);
      return char === undefined ? undefined : int(char.charCodeAt(0));
    }
    case 'tuple':
    case 'list':
      return at(value.items, position);
    default:
      return undefined;
  }
}

export interface SliceBounds {
  readonly lower: Constant;
  readonly upper: Constant;
  readonly step: Constant;
}

/** `value[lower:upper:step]`; absent bounds are `none`. */
export function slice(value: Constant, bounds: SliceBounds): Constant | undefined {
  switch (value.kind) {
    case 'str': {
      const chars = sliced(codePoints(value.value), bounds);
      return chars === undefined ? undefined : str(chars.join(''));
    }
    case 'bytes': {
      const chars = sliced(value.value.split(''), bounds);
      return chars === undefined ? undefined : bytes(chars.join(''));
    }
    case 'tuple':
    case 'list': {
      const items = sliced(value.items, bounds);
      return items === undefined ? undefined : sequence(value.kind, items);
    }
    default:
      return undefined;
  }
}

/** Text between two code point offsets that are already in range. */
export function textSlice(
  value: Extract<Constant, { kind: 'str' | 'bytes' }>,
  from: number,
  to: number,
): Constant | undefined {
  const flat = value.kind === 'bytes' || isFlat(value.value);
  return textLike(value, flat ? value.value.slice(from, to) : codePoints(value.value).slice(from, to).join(''));
}

function at<T>(items: readonly T[], position: bigint): T | undefined {
  const length = BigInt(items.length);
  const index = position < 0n ? position + length : position;
  return index >= 0n && index < length ? items[Number(index)] : undefined;
}

function sliced<T>(items: readonly T[], { lower, upper, step }: SliceBounds): readonly T[] | undefined {
  const stride = step.kind === 'none' ? 1n : indexValue(step);
  if (stride === undefined || stride === 0n) return undefined;
  const length = BigInt(items.length);
  const forward = stride > 0n;
  const least = forward ? 0n : -1n;
  const most = forward ? length : length - 1n;
  const bound = (value: Constant, absent: bigint): bigint | undefined => {
    if (value.kind === 'none') return absent;
    const position = indexValue(value);
    if (position === undefined) return undefined;
    const shifted = position < 0n ? position + length : position;
    return shifted < least ? least : shifted > most ? most : shifted;
  };
  const from = bound(lower, forward ? 0n : length - 1n);
  const to = bound(upper, forward ? length : -1n);
  if (from === undefined || to === undefined) return undefined;
  const out: T[] = [];
  for (let index = from; forward ? index < to : index > to; index += stride) out.push(items[Number(index)]);
  return out;
}
