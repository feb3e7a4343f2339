/** Secrets of what would be committed: the blobs of the index that differ from HEAD, whatever the work tree holds. */
import type { DraftFinding, ScanIssue } from '../../findings/index.ts';
import { readGitObjects, stagedFiles } from '../../platform/index.ts';
import { blobSource } from './blob.ts';
import { readForeignSettings } from './compat/acceptance.ts';
import { draftFindings, type PlacedCandidate } from './draft.ts';
import { secretKey } from './redact.ts';
import { scanFile } from './scan-file.ts';

export interface StagedOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly isEnabled: (rule: string) => boolean;
  /** Reads files of the repository that configure other tools. */
  readonly read: (path: string) => Uint8Array | undefined;
  readonly salt?: string;
}

/** Scans the staged blobs. Accepted finds stay in the list, with `properties.accepted` or `properties.allowedInline`. */
export async function scanStaged(
  folder: string,
  options: StagedOptions,
): Promise<{
  readonly findings: readonly DraftFinding[];
  readonly issues: readonly ScanIssue[];
  readonly files: number;
}> {
  const foreign = readForeignSettings(options.read);
  const issues: ScanIssue[] = [...foreign.issues];
  const staged = await stagedFiles(folder);
  if (!staged.ok) {
    return {
      findings: [],
      issues: [
        { kind: 'missing-data', message: `git could not list the staged files: ${staged.reason}.`, incomplete: true },
      ],
      files: 0,
    };
  }
  const paths = new Map<string, string[]>();
  for (const { path, oid } of staged.value) if (oid !== undefined) paths.set(oid, [...(paths.get(oid) ?? []), path]);
  const placed: PlacedCandidate[] = [];
  let files = 0;
  for await (const object of readGitObjects(folder, paths.keys())) {
    if (object.kind !== 'found') {
      issues.push({
        kind: object.kind === 'missing' ? 'missing-data' : 'too-large',
        message: `A staged file could not be looked at: ${(paths.get(object.oid) ?? []).join(', ')}.`,
        incomplete: true,
      });
      continue;
    }
    for (const path of paths.get(object.oid) ?? []) {
      files++;
      for (const entry of scanFile(blobSource(path, object.bytes), {
        today: options.today,
        customRules: foreign.customRules,
      })) {
        const { candidate, location, excerpt } = entry;
        const detector = candidate.properties?.['detector'];
        const accepted = foreign.accept({
          rule: candidate.rule,
          ...(typeof detector === 'string' ? { detector } : {}),
          path: location.path,
          line: location.start.line,
          lineText: excerpt.lines[location.start.line - excerpt.firstLine] ?? '',
          value: candidate.value,
        });
        placed.push(accepted === undefined || accepted === 'real' ? entry : { ...entry, accepted });
      }
    }
  }
  const keyOf = (value: string): string => secretKey(value, options.salt ?? 'theriac/secrets');
  return { findings: draftFindings(placed, { keyOf, isEnabled: options.isEnabled }), issues, files };
}
