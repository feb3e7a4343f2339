/** A full dump of a tree in the form of oracle.py: every field, every position, every literal's value. */

import {
  ConstantKind,
  constantKindOf,
  constantValue,
  interpolationText,
  Kind,
  lineIndexOf,
  listItems,
  type ParsedModule,
} from '../../src/python/index.ts';
import { enumerations, type FieldType, nodeSchemas } from '../../src/python/schema.ts';

export interface DumpOptions {
  /** Leave out positions inside f-strings: CPython < 3.12 has wrong ones. */
  readonly relax?: boolean;
}

/** Lines of the dump. */
export function dumpModule(module: ParsedModule, options: DumpOptions = {}): string[] {
  const { words, source, symbols } = module;
  const lines = lineIndexOf(module);
  const out: string[] = [];

  const place = (byte: number): string => {
    const line = lines.lineOf(byte);
    return `${line} ${byte - lines.lineStart(line)}`;
  };

  // There is no table of character names: texts with a `\\N{…}` escape are compared by position only.
  const text = Buffer.from(source.buffer, source.byteOffset, module.length);
  const hasNames = text.includes('\\N{');
  const isNamed = (node: number, positions: boolean): boolean =>
    hasNames && (!positions || text.subarray(words[node + 1], words[node + 2]).includes('\\N{'));

  const constant = (node: number, positions: boolean): void => {
    if (words[node] === Kind.Constant && constantKindOf(words, node) === ConstantKind.Str && isNamed(node, positions)) {
      out.push('str named');
      return;
    }
    const value = constantValue(module, node);
    switch (value.kind) {
      case 'none':
        out.push('None');
        return;
      case 'ellipsis':
        out.push('Ellipsis');
        return;
      case 'bool':
        out.push(value.value ? 'True' : 'False');
        return;
      case 'int':
        out.push(`int ${value.value.toString(16)}`);
        return;
      case 'float':
      case 'complex': {
        const bits = Buffer.alloc(8);
        bits.writeDoubleBE(value.value);
        out.push(`${value.kind} ${bits.toString('hex')}`);
        return;
      }
      case 'bytes':
        out.push(`bytes ${Buffer.from(value.value).toString('hex')}`);
        return;
      case 'str':
        out.push(`str ${Buffer.from(value.value, 'utf16le').toString('hex')}`);
    }
  };

  const item = (value: number, positions: boolean): void => {
    if (value === 0) out.push('none');
    else dump(value, positions);
  };

  const field = (node: number, value: number, type: FieldType, positions: boolean): void => {
    switch (type) {
      case 'node':
      case 'node?':
        item(value, positions);
        return;
      case 'nodes':
      case 'nodes?':
      case 'symbols':
      case 'enums:compareOperator': {
        const items = listItems(words, value);
        out.push(`[${items.length}`);
        for (const each of items) {
          if (type === 'symbols') out.push(`'${symbols.name(each)}`);
          else if (type === 'enums:compareOperator') out.push(enumerations.compareOperator[each]!);
          else item(each, positions);
        }
        return;
      }
      case 'symbol':
      case 'symbol?':
        out.push(value === 0 ? 'none' : `'${symbols.name(value)}`);
        return;
      case 'int':
        out.push(String(value));
        return;
      case 'constant':
        constant(node, positions);
        return;
      case 'offset':
        out.push(`'${interpolationText(module, node)}`);
        return;
      case 'spare':
        return;
      default:
        out.push(enumerations[type.slice('enum:'.length) as keyof typeof enumerations][value]!);
    }
  };

  const dump = (node: number, outer: boolean): void => {
    const schema = nodeSchemas[words[node] - 1]!;
    const name = schema.cpython ?? schema.name;
    out.push(outer && !schema.positionless ? `${name} ${place(words[node + 1])} ${place(words[node + 2])}` : name);
    const positions = outer && !(options.relax && words[node] === Kind.JoinedStr);
    Object.values(schema.fields).forEach((type, index) => {
      field(node, words[node + 3 + index], type, positions);
    });
    if (words[node] === Kind.Constant) {
      const isMarked = constantKindOf(words, node) === ConstantKind.Str && words[node + 3] >> 8 === 0;
      out.push(isMarked && source[words[node + 1]] === 0x75 ? 'u' : '-');
    }
  };

  dump(module.root, true);
  return out;
}
