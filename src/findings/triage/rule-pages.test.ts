/** Every rule about waivers has its page, with the headings that all pages have. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { waiverRules } from './waivers.ts';

const headings = ['What it finds', 'Why it matters', 'Example', 'Use instead', 'Limits', 'References'];

describe.each(waiverRules)('$name', ({ name, title }) => {
  it('has a page', () => {
    const page = readFileSync(new URL(`rules/${name}.md`, import.meta.url), 'utf8');
    expect(page.split('\n')[0]).toBe(`# ${title}`);
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(headings);
  });
});
