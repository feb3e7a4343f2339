/** Reads every file that says something about dependencies and builds the graph from what they say together. */
import {
  type Excerpt,
  type FileContext,
  indexLines,
  type LineIndex,
  type Location,
  makeExcerpt,
  makeLocation,
  type ScanIssue,
} from '../../../findings/index.ts';
import { type ParsedModule, parseModule } from '../../../python/index.ts';
import { buildGraph } from '../graph/build.ts';
import type { DependencyGraph } from '../graph/model.ts';
import { evaluateTargets, type Target } from '../graph/targets.ts';
import type { FileFacts, Place } from './facts.ts';
import { readRequirements } from './readers/requirements.ts';
import { readSbom } from './readers/sbom.ts';
import { readers } from './readers.ts';
import type { InventoryReader, SourceText } from './source-text.ts';

/** Largest file that is read, bytes. */
export const largestInventoryFile = 32 * 1024 * 1024;
/** Most files that are read because others include them. */
const maxIncluded = 2000;

export interface InventoryInput {
  /** A broken file among tests or examples is told, but does not make the inventory incomplete. */
  readonly files: readonly { readonly path: string; readonly size: number; readonly context?: FileContext }[];
}

/** Bytes of a file of the project; undefined when it cannot be read. */
export type ReadFile = (path: string) => Uint8Array | undefined;

export interface InventoryOptions {
  /** Environments for which markers are evaluated. */
  readonly targets?: readonly Target[];
  /** The tree of a Python file, where the caller has it already. */
  readonly python?: (path: string) => ParsedModule | undefined;
  /** Paths that are SBOMs whatever their name. */
  readonly sboms?: readonly string[];
}

export interface Inventory {
  readonly graph: DependencyGraph;
  /** Facts of each file, sorted by path: what the checks of manifests and locks look at. */
  readonly files: readonly FileFacts[];
  readonly issues: readonly ScanIssue[];
  /** Whether a file lies among tests, examples or documentation. */
  isAside(path: string): boolean;
  /** What kind of code a file belongs to; `application` where the caller does not know. */
  contextOf(path: string): FileContext;
  /** Text of a file that was read. */
  text(path: string): string | undefined;
  /** Location and source lines of a place, for findings. Places are cheap; this is computed only when asked. */
  locate(place: Place): { readonly location: Location; readonly excerpt: Excerpt };
}

/** Whether the inventory may want a file, by its path. Includes every Python file: see {@link keepsForInventory}. */
export function wantsForInventory(path: string): boolean {
  return readers.some((reader) => reader.wants(path)) || beside.test(path);
}

/** Whether the bytes of a wanted file must be kept until the inventory is read: most Python files say nothing. */
export function keepsForInventory(path: string, bytes: Uint8Array): boolean {
  const reader = readers.find((one) => one.wants(path));
  if (reader?.largest !== undefined && bytes.length > reader.largest && !beside.test(path)) return false;
  return (
    reader?.mark === undefined || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(reader.mark)
  );
}

/** Files that others may include or that belong to an installed distribution. */
const beside =
  /\.(?:txt|in|pip)$|\.dist-info\/(?:direct_url\.json|REQUESTED|licenses\/.+|(?:LICEN[CS]E|COPYING)[^/]*)$/;

/**
 * Reads all sources of a project. A file that is too large, broken or missing is an issue; nothing else is lost by it.
 */
export function readInventory(project: InventoryInput, readFile: ReadFile, options: InventoryOptions = {}): Inventory {
  const sizes = new Map(project.files.map(({ path, size }) => [path, size]));
  const texts = new Map<string, { bytes: Uint8Array; text: string; bom: number; clean: boolean }>();
  const facts = new Map<string, FileFacts>();
  const issues: ScanIssue[] = [];

  const contexts = new Map(project.files.map(({ path, context }) => [path, context]));
  const aside = new Set(
    project.files.flatMap(({ path, context }) =>
      context === undefined || context === 'application' || context === 'tooling' ? [] : [path],
    ),
  );
  const weigh = (issue: ScanIssue): ScanIssue =>
    issue.path !== undefined && aside.has(issue.path) ? { ...issue, incomplete: false } : issue;

  const load = (path: string, mark?: string): string | undefined => {
    const known = texts.get(path);
    if (known !== undefined) return known.text;
    const size = sizes.get(path);
    if (size === undefined) return undefined;
    if (size > largestInventoryFile) {
      issues.push({
        kind: 'too-large',
        message: `${size} bytes: dependencies of this file are not in the inventory (limit ${largestInventoryFile})`,
        path,
        incomplete: true,
      });
      return undefined;
    }
    const bytes = readFile(path);
    if (bytes === undefined) {
      issues.push({
        kind: 'unreadable-file',
        message: 'dependencies of this file are not in the inventory',
        path,
        incomplete: true,
      });
      return undefined;
    }
    if (mark !== undefined && !Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(mark))
      return undefined;
    const { text, bom, clean } = decode(bytes);
    texts.set(path, { bytes, text, bom, clean });
    return text;
  };

  const read = (path: string, reader: Pick<InventoryReader, 'read' | 'accepts' | 'mark'>): void => {
    if (facts.has(path)) return;
    const text = load(path, reader.mark);
    if (text === undefined || reader.accepts?.(text, path) === false) return;
    if (!texts.get(path)!.clean)
      issues.push({
        kind: 'encoding-error',
        message: 'not valid UTF-8: unreadable characters were replaced',
        path,
        incomplete: false,
      });
    const source: SourceText = {
      path,
      text,
      python: () => options.python?.(path) ?? parseModule(texts.get(path)!.bytes, { path }),
      sibling: (other) => (sizes.has(other) ? load(other) : undefined),
    };
    facts.set(path, reader.read(source));
  };

  for (const path of options.sboms ?? []) read(path, { read: readSbom });
  for (const { path, size } of project.files) {
    const reader = readers.find((one) => one.wants(path));
    if (reader !== undefined && !(reader.largest !== undefined && size > reader.largest)) read(path, reader);
  }
  const open = [...facts.values()];
  for (let included = 0; open.length > 0; ) {
    const file = open.pop()!;
    for (const include of file.includes) {
      if (facts.has(include.path)) continue;
      if (!sizes.has(include.path)) {
        issues.push({
          kind: 'bad-input',
          message: `“${include.path}”, which is included here, is not in the repository`,
          path: include.place.path,
          line: include.place.line,
          incomplete: true,
        });
        continue;
      }
      included += 1;
      if (included > maxIncluded) {
        issues.push({
          kind: 'limit-reached',
          message: `more than ${maxIncluded} included files; the rest is not in the inventory`,
          path: file.path,
          incomplete: true,
        });
        return finish();
      }
      read(include.path, { read: readRequirements });
      const next = facts.get(include.path);
      if (next !== undefined) open.push(next);
    }
  }
  return finish();

  function finish(): Inventory {
    const files = joinInstalled([...facts.values()]).sort((a, b) => (a.path < b.path ? -1 : 1));
    const lines = new Map<string, LineIndex>();
    return {
      graph: evaluateTargets(buildGraph(files), options.targets ?? []),
      files,
      issues: [...issues, ...files.flatMap((file) => file.issues)].map(weigh).sort(byPlace),
      isAside: (path) => aside.has(path),
      contextOf: (path) => contexts.get(path) ?? 'application',
      text: (path) => texts.get(path)?.text,
      locate(place) {
        const entry = texts.get(place.path)!;
        let index = lines.get(place.path);
        if (index === undefined) {
          index = indexLines(entry.bytes);
          lines.set(place.path, index);
        }
        const start = byteOffset(entry, place.start);
        const location = makeLocation(index, place.path, start, start + byteLength(entry.text, place.start, place.end));
        return { location, excerpt: makeExcerpt(index, location) };
      },
    };
  }
}

/** One environment, one file of facts: the distributions of a site-packages folder belong together. */
function joinInstalled(files: readonly FileFacts[]): FileFacts[] {
  const environments = new Map<string, FileFacts>();
  const rest: FileFacts[] = [];
  for (const file of files) {
    if (file.role !== 'installed') {
      rest.push(file);
      continue;
    }
    const folder = file.path.split('/').slice(0, -2).join('/');
    const path = folder === '' ? '.' : folder;
    const known = environments.get(path);
    environments.set(
      path,
      known === undefined
        ? { ...file, path }
        : { ...known, packages: [...known.packages, ...file.packages], issues: [...known.issues, ...file.issues] },
    );
  }
  return [...rest, ...environments.values()];
}

function decode(bytes: Uint8Array): { text: string; bom: number; clean: boolean } {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), bom, clean: true };
  } catch {
    return { text: new TextDecoder('utf-8').decode(bytes), bom, clean: false };
  }
}

function byteOffset({ bytes, text, bom }: { bytes: Uint8Array; text: string; bom: number }, offset: number): number {
  return bytes.length - bom === text.length ? bom + offset : bom + byteLength(text, 0, offset);
}

function byteLength(text: string, start: number, end: number): number {
  return new TextEncoder().encode(text.slice(start, end)).length;
}

function byPlace(a: ScanIssue, b: ScanIssue): number {
  const [x, y] = [a.path ?? '', b.path ?? ''];
  if (x !== y) return x < y ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.message < b.message ? -1 : a.message > b.message ? 1 : 0);
}
