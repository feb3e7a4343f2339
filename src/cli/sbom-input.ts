/** A bill of materials as what a scan looks at: one file in memory, read by the dependencies scanner alone. */
import { TheriacError } from '../findings/index.ts';
import { disk, fileName, memoryFileSystem } from '../platform/index.ts';
import type { ScanOptions } from '../scan/index.ts';
import { createScanner } from '../scanners/dependencies/index.ts';
import { largestInventoryFile } from '../scanners/dependencies/inventory/index.ts';

/** Scan options for a CycloneDX or SPDX file, whatever its name. `path` is absolute; throws when it cannot be read. */
export function sbomScanOptions(
  path: string,
): Pick<ScanOptions, 'root' | 'fileSystem' | 'scanners' | 'maxFileSize' | 'respectGitignore'> {
  const bytes = disk.read(path, largestInventoryFile);
  if (!bytes.ok) throw new TheriacError('no-such-path', `Cannot read ${path}: ${bytes.reason}.`);
  const name = fileName(path);
  return {
    root: '/',
    fileSystem: memoryFileSystem({ [`/${name}`]: bytes.value }),
    scanners: [createScanner({ sboms: [name] })],
    maxFileSize: largestInventoryFile,
    respectGitignore: false,
  };
}
