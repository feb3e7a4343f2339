import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Detector, Provider } from '../detector.ts';
import { exampleOf, scanOne, seededRandom } from '../testing.ts';
import { providers } from './index.ts';

const headings = ['What it finds', 'Why it matters', 'Example', 'Use instead', 'What to do', 'Limits', 'References'];

/** A line of configuration in which the detector must see its value. */
function place(detector: Detector, value: string): string {
  const near = detector.kind === 'token' && detector.near === true ? detector.keywords?.[0] : undefined;
  const context = detector.kind === 'token' ? (detector.context ?? []).join(' ') : '';
  const name =
    detector.kind === 'named'
      ? detector.keywords[0].replace(/[^a-z0-9]+$/i, '')
      : (near ?? 'it').replace(/[^a-z0-9]+/gi, '_');
  return `# ${context}\n${name}_x: "${value}"\n`;
}

describe.each(providers.map((provider) => [provider.id, provider] as const))('%s', (_id, provider: Provider) => {
  test.each(provider.detectors.map((detector) => [detector.rule, detector] as const))('%s', async (rule, detector) => {
    const random = seededRandom(rule.length * 7919 + rule.charCodeAt(2));
    let found = 0;
    const tries = 12;
    const misses: string[] = [];
    for (let i = 0; i < tries; i++) {
      const value = exampleOf(detector, random);
      const findings = await scanOne('conf/app.yaml', place(detector, value));
      const hit = findings.some((finding) => finding.rule === rule);
      // A neighbour with the same shape may speak first (two keys of one provider).
      const sibling = findings.some((finding) => provider.detectors.some((other) => other.rule === finding.rule));
      if (hit || sibling) found++;
      else misses.push(`${value} → ${findings.map((finding) => finding.rule).join(', ')}`);
      expect(JSON.stringify(findings)).not.toContain(value);
    }
    // Short random values are now and then too regular to pass for random: no digit among sixteen characters.
    expect(found, misses.join('\n')).toBeGreaterThanOrEqual(8);
  });

  test('near misses are not reported', async () => {
    for (const detector of provider.detectors) {
      const value = exampleOf(detector, seededRandom(11));
      const misses = [`${value.slice(0, 3)}${'x'.repeat(value.length - 3)}`];
      const fixed = detector.kind === 'token' && !/\{\d+,|\?|=$|==/.test(detector.pattern.replaceAll('(?:', '('));
      if (fixed) misses.push(`${value}EXAMPLE${'x'.repeat(9)}`, `${value.slice(0, 6)}...`);
      for (const miss of misses) {
        const findings = await scanOne('conf/app.yaml', place(detector, miss));
        expect(findings.filter((finding) => finding.rule === detector.rule).map(() => miss)).toEqual([]);
      }
    }
  });

  test('has a page that says how to revoke', () => {
    const page = readFileSync(new URL(`${provider.id}.md`, import.meta.url), 'utf8');
    expect([...page.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(headings);
    expect(page).toContain(provider.revoke);
    for (const detector of provider.detectors) expect(page).toContain(`\`${detector.rule}\``);
  });

  test("the page's example is found, and its alternative is not", async () => {
    const page = readFileSync(new URL(`${provider.id}.md`, import.meta.url), 'utf8');
    const [example, alternative] = [...page.matchAll(/```python\n([\s\S]*?)```/g)].map((match) => match[1]);
    const random = seededRandom(5);
    const filled = example.replace(/\{([a-z0-9-]+)\}/g, (_, rule: string) => {
      const detector = provider.detectors.find((one) => one.rule === rule);
      return detector === undefined ? '' : exampleOf(detector, random);
    });
    const findings = await scanOne('app/settings_module.py', filled);
    const lines = filled.split('\n').flatMap((line, i) => (line.includes('# finds:') ? [i + 1] : []));
    expect(
      lines.filter(
        (line) =>
          !findings.some(
            (finding) =>
              finding.location.start.line === line ||
              finding.related?.some(({ location }) => location.start.line === line),
          ),
      ),
    ).toEqual([]);
    expect(await scanOne('app/settings_module.py', alternative)).toEqual([]);
  });
});
