/** The table of readers. A new format is one file in `readers/` and one line here; the first that wants a path reads it. */
import { ciReader } from './readers/ci.ts';
import { condaLockReader, condaReader } from './readers/conda.ts';
import { dockerfileReader } from './readers/dockerfile.ts';
import { installedReader } from './readers/installed.ts';
import { notebookReader } from './readers/notebook.ts';
import { pdmLockReader } from './readers/pdm-lock.ts';
import { pipfileLockReader, pipfileReader } from './readers/pipfile.ts';
import { poetryLockReader } from './readers/poetry-lock.ts';
import { pylockReader } from './readers/pylock.ts';
import { pyprojectReader } from './readers/pyproject.ts';
import { requirementsReader, sniffedRequirementsReader } from './readers/requirements.ts';
import { sbomReader } from './readers/sbom.ts';
import { scriptReader } from './readers/script.ts';
import { setupCfgReader } from './readers/setup-cfg.ts';
import { setupPyReader } from './readers/setup-py.ts';
import { toolConfigurationReader } from './readers/tool-configuration.ts';
import { noxReader, toxReader } from './readers/tox-nox.ts';
import { uvLockReader } from './readers/uv-lock.ts';
import type { InventoryReader } from './source-text.ts';

export const readers: readonly InventoryReader[] = [
  pyprojectReader,
  setupCfgReader,
  setupPyReader,
  uvLockReader,
  poetryLockReader,
  pdmLockReader,
  pipfileReader,
  pipfileLockReader,
  pylockReader,
  condaReader,
  condaLockReader,
  sbomReader,
  installedReader,
  dockerfileReader,
  ciReader,
  toxReader,
  noxReader,
  notebookReader,
  toolConfigurationReader,
  scriptReader,
  requirementsReader,
  sniffedRequirementsReader,
];
