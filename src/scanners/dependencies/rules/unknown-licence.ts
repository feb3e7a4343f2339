/** Dependency without a known licence. */
import { inventoryRule } from '../checks/check.ts';

export const unknownLicence = inventoryRule({
  name: 'unknown-licence',
  title: 'Dependency without a known licence',
  severity: 'low',
  confidence: 'medium',
  cwe: [],
  tags: ['dependencies', 'licence'],
});
