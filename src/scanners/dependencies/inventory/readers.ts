/** The table of readers. A new format is one file in `readers/` and one line here; the first that wants a path reads it. */
import { pdmLockReader } from './readers/pdm-lock.ts';
import { pipfileLockReader, pipfileReader } from './readers/pipfile.ts';
import { poetryLockReader } from './readers/poetry-lock.ts';
import { pylockReader } from './readers/pylock.ts';
import { pyprojectReader } from './readers/pyproject.ts';
import { requirementsReader, sniffedRequirementsReader } from './readers/requirements.ts';
import { uvLockReader } from './readers/uv-lock.ts';
import type { InventoryReader } from './source-text.ts';

export const readers: readonly InventoryReader[] = [
  pyprojectReader,
  uvLockReader,
  poetryLockReader,
  pdmLockReader,
  pipfileReader,
  pipfileLockReader,
  pylockReader,
  requirementsReader,
  sniffedRequirementsReader,
];
