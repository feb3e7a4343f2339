/** Reads every file that says something about dependencies and builds the graph from what they say together. */
import {
  type Excerpt,
  indexLines,
  type LineIndex,
  type Location,
  makeExcerpt,
  makeLocation,
  type ScanIssue,
} from '../../../findings/index.ts';
import type { ParsedModule } from '../../../python/index.ts';
import { buildGraph } from '../graph/build.ts';
import type { DependencyGraph } from '../graph/model.ts';
import { evaluateTargets, type Target } from '../graph/targets.ts';
import type { FileFacts, Place } from './facts.ts';
import { readRequirements } from './readers/requirements.ts';
import { readers } from './readers.ts';
import type { InventoryReader, SourceText } from './source-text.ts';

/** Largest file that is read, bytes. */
export const largestInventoryFile = 32 * 1024 * 1024;
/** Most files that are read because others include them. */
const maxIncluded = 2000;

export interface InventoryInput {
  /** Only path and size are used. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Bytes of a file of the project; undefined when it cannot be read. */
export type ReadFile = (path: string) => Uint8Array | undefined;

export interface InventoryOptions {
  /** Environments for which markers are evaluated. */
  readonly targets?: readonly Target[];
  /** The tree of a Python file or notebook; without it they are passed over. */
  readonly python?: (path: string) => ParsedModule | undefined;
}

export interface Inventory {
  readonly graph: DependencyGraph;
  /** Facts of each file, sorted by path: what the checks of manifests and locks look at. */
  readonly files: readonly FileFacts[];
  readonly issues: readonly ScanIssue[];
  /** Location and source lines of a place, for findings. Places are cheap; this is computed only when asked. */
  locate(place: Place): { readonly location: Location; readonly excerpt: Excerpt };
}

/** Whether the inventory may want a file; scanners keep the bytes of these. */
export function wantsForInventory(path: string): boolean {
  return readers.some((reader) => reader.wants(path)) || /\.(?:txt|in|pip)$/.test(path);
}

/**
 * Reads all sources of a project. A file that is too large, broken or missing is an issue; nothing else is lost by it.
 */
export function readInventory(project: InventoryInput, readFile: ReadFile, options: InventoryOptions = {}): Inventory {
  const sizes = new Map(project.files.map(({ path, size }) => [path, size]));
  const texts = new Map<string, { bytes: Uint8Array; text: string; bom: number }>();
  const facts = new Map<string, FileFacts>();
  const issues: ScanIssue[] = [];

  const load = (path: string): string | undefined => {
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
    const { text, bom, clean } = decode(bytes);
    if (!clean)
      issues.push({
        kind: 'encoding-error',
        message: 'not valid UTF-8: unreadable characters were replaced',
        path,
        incomplete: false,
      });
    texts.set(path, { bytes, text, bom });
    return text;
  };

  const read = (path: string, reader: Pick<InventoryReader, 'read' | 'accepts'>): void => {
    if (facts.has(path)) return;
    const text = load(path);
    if (text === undefined || reader.accepts?.(text) === false) return;
    const python = options.python;
    const source: SourceText = {
      path,
      text,
      ...(python && { python: () => python(path) }),
      sibling: (other) => (sizes.has(other) ? load(other) : undefined),
    };
    facts.set(path, reader.read(source));
  };

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
    const files = [...facts.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const lines = new Map<string, LineIndex>();
    return {
      graph: evaluateTargets(buildGraph(files), options.targets ?? []),
      files,
      issues: [...issues, ...files.flatMap((file) => file.issues)].sort(byPlace),
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
