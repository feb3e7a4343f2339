/** The graph for other tools to draw: Graphviz DOT and Mermaid. Names of a hostile repository stay inside their quotes. */
import type { DependencyGraph } from './model.ts';
import { describeVersion } from './tree.ts';

/** `digraph`, one cluster per unit. */
export function renderDot({ units, dependencies }: DependencyGraph): string {
  const lines = ['digraph dependencies {', '  rankdir=LR;', '  node [shape=box];'];
  const numbers = new Map(dependencies.map(({ id }, index) => [id, `n${index}`]));
  for (const [index, unit] of units.entries()) {
    lines.push(`  subgraph cluster_${index} {`, `    label=${dotText(unit.id)};`);
    for (const one of dependencies) {
      if (one.unit !== unit.id) continue;
      const style = one.firstParty ? ', style=bold' : one.direct ? '' : ', style=rounded';
      lines.push(`    ${numbers.get(one.id)} [label=${dotText(`${one.name}\n${describeVersion(one)}`)}${style}];`);
    }
    lines.push('  }');
  }
  for (const one of dependencies)
    for (const child of one.children) lines.push(`  ${numbers.get(one.id)} -> ${numbers.get(child)};`);
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

/** `flowchart LR`, as GitHub and GitLab draw it. */
export function renderMermaid({ dependencies }: DependencyGraph): string {
  const lines = ['flowchart LR'];
  const numbers = new Map(dependencies.map(({ id }, index) => [id, `n${index}`]));
  for (const one of dependencies)
    lines.push(`  ${numbers.get(one.id)}["${mermaidText(`${one.name} ${describeVersion(one)}`)}"]`);
  for (const one of dependencies)
    for (const child of one.children) lines.push(`  ${numbers.get(one.id)} --> ${numbers.get(child)}`);
  return `${lines.join('\n')}\n`;
}

function dotText(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replace(/[\u0000-\u001f]/g, '')}"`;
}

function mermaidText(text: string): string {
  return text
    .replace(/[^A-Za-z0-9 .,:@+_/~<>=!*()-]/g, '')
    .replace(/[<>]/g, (sign) => (sign === '<' ? '#lt;' : '#gt;'));
}
