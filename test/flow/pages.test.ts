/** The pages of the flow rules as tests of the engine alone: examples report what they mark, alternatives nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PageExample, parseRulePage } from '../../src/scanners/code/rule-page.ts';
import { scanSources } from './scan.ts';

const folder = join(import.meta.dirname, '../../src/scanners/code/rules/flow');

function flowsOf(name: string, example: PageExample) {
  const { found, expected } = scanSources(Object.fromEntries(example.files.map((f) => [f.path, f.source])));
  return { found: found.filter((f) => f.endsWith(` ${name}`)), expected };
}

describe('pages of flow rules', () => {
  for (const file of readdirSync(folder).filter((f) => f.endsWith('.md'))) {
    const name = basename(file, '.md');
    it(name, () => {
      const page = parseRulePage(readFileSync(join(folder, file), 'utf8'));
      expect(page.problems).toEqual([]);
      for (const example of page.examples) {
        const { found, expected } = flowsOf(name, example);
        expect(found).toEqual(expected);
      }
      for (const example of page.alternatives) expect(flowsOf(name, example).found).toEqual([]);
    });
  }
});
