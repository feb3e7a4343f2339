/** The data map in words, for `theriac inspect --data-map`: a table per category, the services, and a Mermaid diagram. */
import { escapeLine } from '../reports/index.ts';
import { categoryTitles, type DataMap, mermaidOf } from '../scanners/secrets/index.ts';

/** Markdown that a record of processing can take over: every row ends with its file and line. */
export function describeDataMap(name: string, map: DataMap): string {
  const lines = [`# Data map of ${cell(name)}`, ''];
  if (map.entries.length === 0) lines.push('No name or value in this repository says personal data.', '');
  let category = '';
  for (const entry of map.entries) {
    if (entry.category !== category) {
      category = entry.category;
      if (lines.at(-1) !== '') lines.push('');
      lines.push(
        `## ${capital(categoryTitles[entry.category])}`,
        '',
        '| data | is | in or by | where |',
        '|---|---|---|---|',
      );
    }
    lines.push(
      `| ${cell(entry.field)} | ${roles[entry.role]} | ${cell(entry.holder)} | ${cell(entry.path)}:${entry.line} |`,
    );
  }
  if (map.services.length > 0) {
    lines.push(
      '',
      '## Services and hosts that data may go to',
      '',
      '| service | kind | by | where |',
      '|---|---|---|---|',
    );
    for (const { service, class: kind, name: by, path, line } of map.services)
      lines.push(`| ${cell(service)} | ${kind} | ${cell(by)} | ${cell(path)}:${line} |`);
  }
  if (map.entries.length > 0) lines.push('', '## Diagram', '', '```mermaid', mermaidOf(map), '```');
  lines.push(
    '',
    'Found by names, types and check digits; what reaches a place under another name is not here. Purposes, legal bases, retention and contracts are for people to add.',
    '',
  );
  return lines.join('\n');
}

const roles = {
  defined: 'defined',
  stored: 'stored',
  logged: 'logged',
  sent: 'sent',
  returned: 'returned',
  'in-file': 'written out',
} as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const cell = (text: string): string =>
  escapeLine(text).replaceAll('|', '\\|').replaceAll('`', "'").replaceAll('<', '&lt;');
