/** Own models of libraries: `.theriac/models/*.yaml` of the scanned repository. They say what code does; they cannot run any. */
import type { ScanIssue } from '../findings/index.ts';
import { isDataError, parseYaml } from '../formats/index.ts';
import { type FileSystem, joinPath } from '../platform/index.ts';
import type { OwnModel } from '../scanners/scanner.ts';

export const modelFolder = '.theriac/models';
const largestFile = 2_000_000;
const mostFiles = 200;

/** Reads the files in the order of their names. A file that cannot be read is an issue; the others count. */
export function readOwnModels(fileSystem: FileSystem, root: string, issues: ScanIssue[]): OwnModel[] {
  const folder = joinPath(root, modelFolder);
  const listed = fileSystem.list(folder);
  if (!listed.ok) return [];
  const names = listed.value
    .filter(({ name, kind }) => kind === 'file' && /\.ya?ml$/.test(name))
    .map(({ name }) => name)
    .sort();
  const bad = (name: string, message: string, line?: number): void => {
    issues.push({
      kind: 'bad-configuration',
      message,
      path: `${modelFolder}/${name}`,
      ...(line !== undefined && { line }),
      incomplete: true,
    });
  };
  return names.flatMap((name, index): OwnModel[] => {
    if (index >= mostFiles) {
      if (index === mostFiles) bad(name, `More than ${mostFiles} model files; the rest is not used.`);
      return [];
    }
    const content = fileSystem.read(joinPath(folder, name), largestFile);
    if (!content.ok) {
      bad(name, `The model was not read: ${content.reason}.`);
      return [];
    }
    const text = new TextDecoder().decode(content.value);
    const parsed = parseYaml(text);
    if (!isDataError(parsed)) return [{ name: `${modelFolder}/${name}`, data: parsed.data }];
    bad(name, `The model was not read: ${parsed.message}.`, text.slice(0, parsed.offset).split('\n').length);
    return [];
  });
}
