/** The table of checks that need only the inventory. A new one is one file in `rules/`, its page, and one line here. */
import type { DraftFinding, RuleMeta } from '../../../findings/index.ts';
import { conflictingRequirement } from '../rules/conflicting-requirement.ts';
import { incompleteHashes } from '../rules/incomplete-hashes.ts';
import { lockManifestDrift } from '../rules/lock-manifest-drift.ts';
import { missingLockFile } from '../rules/missing-lock-file.ts';
import { severalPackageManagers } from '../rules/several-package-managers.ts';
import { unpinnedRequirement } from '../rules/unpinned-requirement.ts';
import type { CheckSubject, InventoryCheck } from './check.ts';

const checks: readonly InventoryCheck[] = [
  conflictingRequirement,
  incompleteHashes,
  lockManifestDrift,
  missingLockFile,
  severalPackageManagers,
  unpinnedRequirement,
];

export const inventoryRules: readonly RuleMeta[] = checks.map(({ rule }) => rule);

/** Findings of the enabled checks, in the order of the table. */
export function checkInventory(subject: CheckSubject, isEnabled: (rule: string) => boolean): readonly DraftFinding[] {
  return checks.filter(({ rule }) => isEnabled(rule.name)).flatMap((check) => check.find(subject));
}
