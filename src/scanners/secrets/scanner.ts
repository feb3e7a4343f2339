/** The secrets scanner: every file is matched while it is shown; values are joined across files at the end. */
import type { ScanIssue } from '../../findings/index.ts';
import type { Project, ProjectFile } from '../../project/index.ts';
import type { CustomDetector, ScanContext, Scanner, ScannerResult, ScannerRun, SourceFile } from '../scanner.ts';
import { archiveKind, archiveMembers } from './archive/members.ts';
import { blobSource } from './blob.ts';
import { readForeignSettings } from './compat/acceptance.ts';
import { type CustomRule, compileCustomRule } from './compat/custom-rules.ts';
import { type BaselineFind, baselineHash } from './compat/detect-secrets.ts';
import { draftFindings, isTestWord, type PlacedCandidate } from './draft.ts';
import type { DataMap } from './personal-data/data-map.ts';
import { startPersonalData } from './personal-data/scan-personal-data.ts';
import { secretKey } from './redact.ts';
import { secretRules } from './rules.ts';
import { scanFile } from './scan-file.ts';
import type { VerifyOptions } from './verify/verify.ts';

export interface SecretScannerOptions {
  /** Makes hashes of values comparable only within one repository. */
  readonly salt?: string;
  /** Called for every find with the hash that detect-secrets stores: for writing its baseline. */
  readonly onFind?: (find: BaselineFind) => void;
  /** Called at the end with where personal data is and goes. */
  /** Asks the providers about found tokens. */
  readonly verify?: VerifyOptions;
  readonly onDataMap?: (map: DataMap) => void;
}

/** More findings than this in one file are a word list or a data set, not credentials. */
const mostPerFile = 2000;
const media =
  /\.(?:png|jpe?g|gif|ico|bmp|tiff?|webp|svgz|woff2?|ttf|otf|eot|mp[34]|m4a|mov|avi|webm|ogg|wav|flac|psd|icns)$/i;

/** Creates the scanner. It keeps values in memory until `finish` and hands none of them on. */
export function createScanner(options: SecretScannerOptions = {}): Scanner {
  return {
    id: 'secrets',
    rules: secretRules,
    wants: (file: ProjectFile) => !media.test(file.path),
    start: (project, context) => startRun(project, context, options),
  };
}

function startRun(project: Project, context: ScanContext, options: SecretScannerOptions): ScannerRun {
  const salt = options.salt ?? context.secrets?.salt ?? 'theriac/secrets';
  const placed: PlacedCandidate[] = [];
  const issues: ScanIssue[] = [];
  const keys = new Map<string, string>();
  const foreign = readForeignSettings((path) => project.read(path));
  for (const issue of foreign.issues) issues.push(issue);
  const customRules = [...foreign.customRules, ...ownRules(context.secrets?.detectors ?? [], issues)];
  const personal = startPersonalData({ isEnabled: context.isEnabled, keepMap: options.onDataMap !== undefined });
  let files = 0;
  let bytes = 0;
  let lfsPointers = 0;

  /** An archive's members are scanned as `archive!member`. */
  function withMembers(source: SourceFile): PlacedCandidate[] {
    const options = { today: context.today, customRules };
    if (archiveKind(source.bytes) === undefined) return scanFile(source, options);
    const found: PlacedCandidate[] = [];
    const { path } = source.file;
    let skipped = 0;
    for (const member of archiveMembers(source.bytes, () => skipped++)) {
      for (const entry of scanFile(blobSource(`${path}!${member.path}`, member.bytes, source.file.context), options))
        found.push(entry);
    }
    if (skipped > 0)
      issues.push({
        kind: 'limit-reached',
        path,
        message: `${skipped} members of the archive could not be looked at.`,
        incomplete: true,
        count: skipped,
      });
    return found;
  }

  function judged(entry: PlacedCandidate): PlacedCandidate {
    const { candidate, location, excerpt } = entry;
    if (!isTestWord(entry) && context.isEnabled(candidate.rule)) {
      options.onFind?.({
        path: location.path,
        line: location.start.line,
        hash: baselineHash(candidate.value),
        rule: candidate.rule,
      });
    }
    const detector = candidate.properties?.['detector'];
    const verdict = foreign.accept({
      rule: candidate.rule,
      ...(typeof detector === 'string' ? { detector } : {}),
      path: location.path,
      line: location.start.line,
      lineText: excerpt.lines[location.start.line - excerpt.firstLine] ?? '',
      value: candidate.value,
    });
    if (verdict === undefined) return entry;
    if (verdict !== 'real') return { ...entry, accepted: verdict };
    return {
      ...entry,
      confirmed: true,
      candidate: {
        ...candidate,
        confidence: 'high',
        facts: [...candidate.facts, 'The audit of .secrets.baseline called it a real secret.'],
      },
    };
  }

  return {
    visit(source: SourceFile): void {
      files++;
      bytes += source.bytes.length;
      if (isLfsPointer(source.bytes)) lfsPointers++;
      personal.visit(source);
      const found = withMembers(source);
      if (found.length > mostPerFile) issues.push(tooMany(source.file.path, found.length));
      for (const entry of found.slice(0, mostPerFile))
        if (!foreign.disabled.has(entry.candidate.rule)) placed.push(judged(entry));
    },
    async finish(): Promise<ScannerResult> {
      const keyOf = (value: string): string => {
        let key = keys.get(value);
        if (key === undefined) {
          key = secretKey(value, salt);
          keys.set(value, key);
        }
        return key;
      };
      const verify = options.verify ?? context.secrets?.verify;
      const told = verify === undefined ? undefined : await askProviders(placed, verify, issues);
      const known = told?.placed ?? placed;
      const people = personal.finish();
      options.onDataMap?.(people.map);
      const findings = [...draftFindings(known, { keyOf, isEnabled: context.isEnabled }), ...people.findings];
      const counters = {
        files,
        bytes,
        candidates: placed.length,
        testWords: placed.filter(isTestWord).length,
        ...(lfsPointers === 0 ? {} : { lfsPointers }),
        ...(told === undefined ? {} : { verified: told.requests }),
      };
      if (lfsPointers > 0)
        issues.push({
          kind: 'unreadable-file',
          message: `${lfsPointers} ${lfsPointers === 1 ? 'file is a pointer' : 'files are pointers'} to Git LFS: what they stand for is not here and was not looked at ("git lfs pull" fetches it).`,
          incomplete: false,
          count: lfsPointers,
        });
      placed.length = 0;
      keys.clear();
      return { findings, issues, counters };
    },
  };
}

const lfsHead = new TextEncoder().encode('version https://git-lfs.github.com/spec/');

/** A pointer is a text of some 130 bytes in place of the content. */
function isLfsPointer(bytes: Uint8Array): boolean {
  return bytes.length < 1024 && bytes.length > lfsHead.length && lfsHead.every((byte, i) => bytes[i] === byte);
}

/** What the providers say becomes a fact of each candidate. Only a clear answer changes how it ranks. */
async function askProviders(
  placed: readonly PlacedCandidate[],
  verify: VerifyOptions,
  issues: ScanIssue[],
): Promise<{ readonly placed: readonly PlacedCandidate[]; readonly requests: number }> {
  const { verifyCredentials } = await import('./verify/verify.ts');
  const open = placed.filter(({ accepted, allowedInline }) => accepted === undefined && !allowedInline);
  const { byValue, requests, notAsked } = await verifyCredentials(
    open.map(({ candidate }) => candidate),
    verify,
  );
  if (notAsked > 0)
    issues.push({
      kind: 'limit-reached',
      message: `${notAsked} credentials were not verified: a run asks at most ${requests} times.`,
      incomplete: true,
      count: notAsked,
    });
  const told = placed.map((entry): PlacedCandidate => {
    const { candidate } = entry;
    const answer = byValue.get(candidate.value);
    if (answer === undefined) return entry;
    const { verdict, provider } = answer;
    const fact = {
      works: `${provider} accepted it: it works today.`,
      refused: `${provider} refused it: it no longer works.`,
      unknown: `${provider} gave no clear answer about it.`,
    }[verdict];
    const severity = verdict === 'works' ? 'critical' : verdict === 'refused' ? 'low' : candidate.severity;
    return {
      ...entry,
      ...(verdict === 'works' ? { confirmed: true } : {}),
      candidate: {
        ...candidate,
        severity,
        facts: [...candidate.facts, fact],
        properties: { ...candidate.properties, verified: verdict },
      },
    };
  });
  return { placed: told, requests };
}

/** The detectors of Theriac's configuration; one that cannot be used is an issue. */
function ownRules(detectors: readonly CustomDetector[], issues: ScanIssue[]): CustomRule[] {
  return detectors.flatMap(({ id, title, pattern, keywords, entropy, path }) => {
    const compiled = compileCustomRule({
      id,
      description: title ?? id,
      regex: pattern,
      path,
      keywords: [...(keywords ?? [])],
      entropy: entropy ?? 0,
      secretGroup: 0,
      tags: [],
      skipReport: false,
      allowlists: [],
    });
    if (typeof compiled !== 'string') return [compiled];
    issues.push({
      kind: 'bad-configuration',
      message: `A detector of the configuration was not used: ${compiled}.`,
      incomplete: true,
    });
    return [];
  });
}

function tooMany(path: string, count: number): ScanIssue {
  return {
    kind: 'limit-reached',
    path,
    message: `Only the first ${mostPerFile} of ${count} possible secrets of this file are reported.`,
    incomplete: true,
    count: count - mostPerFile,
  };
}
