/** Applications of several files: what is marked is found, and nothing else. */
import { expect, it } from 'vitest';
import { scanCorpus } from './corpus.ts';

it.each(scanCorpus())('$name', ({ found, expected, unsafe }) => {
  expect(expected.length > 0).toBe(unsafe);
  expect(found).toEqual(expected);
});
