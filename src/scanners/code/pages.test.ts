/** Every rule page is a test: its examples report exactly the marked lines, its alternatives report nothing. */
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeRulePages } from './pages.generated.ts';
import { type PageExample, parseRulePage } from './rule-page.ts';
import { codeRules } from './rules.generated.ts';
import { scanSources } from './testing.ts';

const byName = new Map(codeRules.map((rule) => [rule.meta.name, rule]));

describe.each([...codeRulePages])('%s', (name, markdown) => {
  const page = parseRulePage(markdown);
  const rule = byName.get(name);

  it('has a page in the right form and a rule behind it', () => {
    expect(page.problems).toEqual([]);
    expect(page.title).toBe(rule?.meta.title);
    expect(page.examples.filter(({ language }) => language === 'python').length).toBeGreaterThan(0);
    expect(page.alternatives.length).toBeGreaterThan(0);
  });

  it.each(blocks(page.examples))('reports what is marked in the example of line %i', async (_line, example) => {
    const { found, issues } = await scan(name, example);
    expect(issues).toEqual([]);
    expect(found).toEqual(
      example.files.flatMap(({ path, expected }) =>
        expected.filter((mark) => mark.rule === name).map(({ line }) => `${path}:${line}`),
      ),
    );
  });

  it.each(blocks(page.alternatives))('accepts the alternative of line %i', async (_line, example) => {
    expect(await scan(name, example)).toEqual({ found: [], issues: [] });
  });
});

describe('metadata', () => {
  it('is complete and unique', () => {
    expect(codeRules.map(({ meta }) => meta.name)).toEqual([...new Set(codeRules.map(({ meta }) => meta.name))]);
    for (const { meta, triggers, check, checkProject } of codeRules) {
      expect(codeRulePages.has(meta.name), `${meta.name} has no page`).toBe(true);
      expect(meta.name).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/);
      expect(meta.title).toMatch(/^[A-Z].*[^.]$|^[a-z]+(?:[._][\w.]+)?\(.*[^.]$|^[a-z][\w.]* .*[^.]$/);
      expect(meta.cwe.length, `${meta.name} has no CWE`).toBeGreaterThan(0);
      for (const cwe of meta.cwe) expect(cwe).toMatch(/^CWE-\d+$/);
      for (const alias of meta.aliases)
        expect(alias).toMatch(/^(?:bandit|ruff|pyscg|codeql|semgrep|codeaudit|seed|pylint):\S+/);
      expect(new Set(meta.aliases).size, `${meta.name} repeats an alias`).toBe(meta.aliases.length);
      expect(meta.tags.length, `${meta.name} has no tags`).toBeGreaterThan(0);
      expect(check !== undefined || checkProject !== undefined, `${meta.name} checks nothing`).toBe(true);
      if (check !== undefined) expect(triggers.length, `${meta.name} is never triggered`).toBeGreaterThan(0);
    }
  });

  it('stands in a file of its name', async () => {
    const { readdirSync } = await import('node:fs');
    const folder = new URL('./rules/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /\.(?:ts|md)$/.test(path),
    );
    const rules = files.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
    expect(rules.map((path) => basename(path, '.ts')).sort()).toEqual(codeRules.map(({ meta }) => meta.name).sort());
    for (const path of rules) expect(files).toContain(`${dirname(path)}/${basename(path, '.ts')}.md`);
  });
});

function blocks(examples: readonly PageExample[]): [number, PageExample][] {
  return examples.filter(({ language }) => language === 'python').map((example) => [example.line, example]);
}

async function scan(name: string, example: PageExample) {
  const sources = Object.fromEntries(example.files.map(({ path, source }) => [path, source]));
  const { findings, issues } = await scanSources(sources, {
    rules: codeRules.filter(({ meta }) => meta.name === name),
  });
  const found = findings.map(({ location }) => `${location.path}:${location.start.line}`);
  return { found, issues };
}
