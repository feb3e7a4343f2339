/** File contexts for rules whose findings in test code would be noise. */
import type { FileContext } from '../../../findings/index.ts';

/** Everything but tests. */
export const outsideTests: readonly FileContext[] = [
  'application',
  'example',
  'documentation',
  'tooling',
  'generated',
  'vendored',
];
