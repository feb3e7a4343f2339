/** Dependency whose licence limits use. */
import { inventoryRule } from '../checks/check.ts';

export const restrictedLicence = inventoryRule({
  name: 'restricted-licence',
  title: 'Dependency whose licence limits use',
  severity: 'medium',
  confidence: 'high',
  cwe: [],
  tags: ['dependencies', 'licence'],
});
