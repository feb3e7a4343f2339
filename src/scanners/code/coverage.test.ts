/** An id of a peer or guide that has a rule keeps it; aliases name ids that exist. */
import { describe, expect, it } from 'vitest';
import catalogue from './catalogue/ids.json' with { type: 'json' };
import { codeRules } from './rules.generated.ts';

const aliases = new Set(codeRules.flatMap(({ meta }) => meta.aliases));

describe.each(Object.entries(catalogue))(
  '%s',
  (source, entries: Readonly<Record<string, { by: string; why?: string }>>) => {
    it('loses no rule', () => {
      const lost = Object.entries(entries)
        .filter(([id, { by }]) => by === 'rule' && !aliases.has(`${source}:${id}`))
        .map(([id]) => id);
      expect(lost).toEqual([]);
    });

    it('says why an id is guidance only', () => {
      for (const [id, { by, why }] of Object.entries(entries)) if (by === 'guidance') expect(why, id).toBeTruthy();
    });
  },
);

it('covers the whole secure coding guide', () => {
  const open = Object.entries(catalogue.pyscg).filter(([, { by }]) => by === 'not yet');
  expect(open).toEqual([]);
});

it.each(['bandit', 'pyscg'] as const)('knows every %s id that a rule names', (source) => {
  const known: Readonly<Record<string, unknown>> = catalogue[source];
  const strange = [...aliases].filter(
    (alias) => alias.startsWith(`${source}:`) && !(alias.slice(source.length + 1) in known),
  );
  expect(strange).toEqual([]);
});
