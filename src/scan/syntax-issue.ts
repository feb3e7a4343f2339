/** What a parse could not read, as one issue per file. */
import type { ScanIssue } from '../findings/index.ts';
import type { ProjectFile } from '../project/index.ts';
import type { ParsedModule } from '../python/index.ts';

const kinds = { syntax: 'syntax-error', encoding: 'encoding-error', limit: 'limit-reached' } as const;

/**
 * The issue for a file with syntax errors: its first one, and how many there are. Broken files among tests, examples
 * and vendored code are usually broken on purpose, so they are said but do not make the scan incomplete.
 */
export function syntaxIssue(file: ProjectFile, module: ParsedModule): ScanIssue | undefined {
  const first = module.errors[0];
  if (first === undefined) return undefined;
  const count = module.errors.length;
  const rest =
    count === 1 ? 'The rest of the file was analysed' : `The file has ${count} such places; the rest was analysed`;
  return {
    kind: kinds[first.kind],
    message: `${first.message.charAt(0).toUpperCase()}${first.message.slice(1).replace(/\.$/, '')}. ${rest}.`,
    path: file.path,
    line: first.line,
    incomplete: file.context === 'application' || file.context === 'tooling' || file.context === 'generated',
    ...(count === 1 ? {} : { count }),
  };
}
