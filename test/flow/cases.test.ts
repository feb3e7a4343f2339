/** Runs every file of `cases/`: lines marked `# finds: KIND` must be found, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanSources } from './scan.ts';

const folder = join(import.meta.dirname, 'cases');

describe('flow cases', () => {
  for (const name of readdirSync(folder)
    .filter((n) => n.endsWith('.py'))
    .sort()) {
    it(name, () => {
      const text = readFileSync(join(folder, name), 'utf8');
      const { found, expected } = scanSources({ [name]: text });
      expect(found).toEqual(expected);
    });
  }
});
