/** Dependency whose licence excludes the project's own. */
import { inventoryRule } from '../checks/check.ts';

export const licenceConflictWithProject = inventoryRule({
  name: 'licence-conflict-with-project',
  title: "Dependency whose licence excludes the project's own",
  severity: 'medium',
  confidence: 'medium',
  cwe: [],
  tags: ['dependencies', 'licence'],
});
