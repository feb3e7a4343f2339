/** Sources that state different licences of a dependency. */
import { inventoryRule } from '../checks/check.ts';

export const contradictingLicence = inventoryRule({
  name: 'contradicting-licence',
  title: 'Sources that state different licences of a dependency',
  severity: 'low',
  confidence: 'medium',
  cwe: [],
  tags: ['dependencies', 'licence'],
});
