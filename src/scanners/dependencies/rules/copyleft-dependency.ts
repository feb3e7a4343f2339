/** Dependency whose copyleft does not fit the use. */
import { inventoryRule } from '../checks/check.ts';

export const copyleftDependency = inventoryRule({
  name: 'copyleft-dependency',
  title: 'Dependency whose copyleft does not fit the use',
  severity: 'medium',
  confidence: 'high',
  cwe: [],
  tags: ['dependencies', 'licence'],
});
