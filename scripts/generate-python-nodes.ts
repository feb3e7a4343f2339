/** Writes src/python/nodes.generated.ts from src/python/schema.ts: `node scripts/generate-python-nodes.ts`. */
import { writeFileSync } from 'node:fs';
import { enumerations, type NodeGroup, nodeSchemas } from '../src/python/schema.ts';

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string) => name[0]!.toUpperCase() + name.slice(1);

const lines: string[] = [
  '/** Generated from schema.ts by scripts/generate-python-nodes.ts: kinds and typed accessors of the flat tree. */',
  '',
  'export const Kind = {',
  ...nodeSchemas.map((node, index) => `  ${node.name}: ${index + 1},`),
  '} as const;',
  'export type Kind = (typeof Kind)[keyof typeof Kind];',
  `export const kindCount = ${nodeSchemas.length + 1};`,
  '',
];

for (const [name, values] of Object.entries(enumerations)) {
  lines.push(`export const ${pascal(name)} = {`);
  values.forEach((value, index) => {
    lines.push(`  ${value}: ${index},`);
  });
  lines.push(
    '} as const;',
    `export type ${pascal(name)} = (typeof ${pascal(name)})[keyof typeof ${pascal(name)}];`,
    '',
  );
}

const groupRange = (group: NodeGroup) => {
  const numbers = nodeSchemas.flatMap((node, index) => (node.group === group ? [index + 1] : []));
  return `kind >= ${numbers[0]} && kind <= ${numbers.at(-1)}`;
};
for (const group of ['statement', 'expression', 'pattern'] as const) {
  lines.push(`export function is${pascal(group)}(kind: number): boolean {`, `  return ${groupRange(group)};`, '}', '');
}

const maxFields = Math.max(...nodeSchemas.map((node) => Object.keys(node.fields).length));
lines.push(
  '/** Words of a node by kind: three of header, then the fields. */',
  `export const nodeSizes = Uint8Array.of(0, ${nodeSchemas.map((node) => 3 + Object.keys(node.fields).length).join(', ')});`,
  '/** Fields per row of `childShapes`. */',
  `export const maxFields = ${maxFields};`,
  '/** What a field holds, at `kind * maxFields + field`: 0 no child, 1 a node or none, 2 a list of nodes. */',
  'export const childShapes = Uint8Array.of(',
  `  ${Array(maxFields).fill(0).join(', ')},`,
);
for (const node of nodeSchemas) {
  const shapes = Object.values(node.fields).map((type) =>
    type.startsWith('nodes') ? 2 : type.startsWith('node') ? 1 : 0,
  );
  while (shapes.length < maxFields) shapes.push(0);
  lines.push(`  ${shapes.join(', ')},`);
}
lines.push(');', '/** CPython names by kind. */', 'export const kindNames: readonly string[] = [', "  '',");
for (const node of nodeSchemas) lines.push(`  '${node.cpython ?? node.name}',`);
lines.push('];');

for (const node of nodeSchemas) {
  const fields = Object.entries(node.fields);
  if (fields.length === 0) continue;
  lines.push('', `export const ${node.name} = {`);
  fields.forEach(([field, type], index) => {
    lines.push(
      `  /** ${type} */`,
      `  ${camel(field)}(words: Int32Array, node: number): number {`,
      `    return words[node + ${3 + index}];`,
      '  },',
    );
    if (type === 'spare') {
      lines.push(
        `  set${pascal(camel(field))}(words: Int32Array, node: number, value: number): void {`,
        `    words[node + ${3 + index}] = value;`,
        '  },',
      );
    }
  });
  lines.push('};');
}
writeFileSync(new URL('../src/python/nodes.generated.ts', import.meta.url), `${lines.join('\n')}\n`);
