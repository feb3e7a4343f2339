/** Runs the scanner on text in memory, and makes values of the detectors' shapes. For tests, benchmarks and quality runs. */
import type { DraftFinding, FileContext } from '../../findings/index.ts';
import type { FileKind, Project, ProjectFile } from '../../project/index.ts';
import { parseModule } from '../../python/index.ts';
import type { ScannerResult } from '../scanner.ts';
import { kindOfPath } from './blob.ts';
import { parseShape, type Shape, type ShapeNode } from './engine/shape.ts';
import { createScanner, type SecretScannerOptions } from './scanner.ts';
import { checksumBase62 } from './validate/crc32-base62.ts';

export interface TestFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly context?: FileContext;
  readonly kind?: FileKind;
}

/** Scans files and returns the scanner's result; every rule is on unless `isEnabled` says otherwise. */
export async function scanFiles(
  files: readonly TestFile[],
  options: SecretScannerOptions & { readonly isEnabled?: (rule: string) => boolean } = {},
): Promise<ScannerResult> {
  const bytesOf = (content: string | Uint8Array): Uint8Array =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const all = files.map(
    (file): ProjectFile => ({
      path: file.path,
      size: bytesOf(file.content).length,
      kind: file.kind ?? kindOfPath(file.path),
      context: file.context ?? 'application',
    }),
  );
  const scanner = createScanner(options);
  const run = scanner.start(projectOf(all, files), {
    isEnabled: options.isEnabled ?? (() => true),
    today: '2026-11-20',
  });
  files.forEach(({ content }, i) => {
    const file = all[i];
    if (!scanner.wants(file)) return;
    const bytes = bytesOf(content);
    const isPython = file.kind === 'python' || file.kind === 'stub' || file.kind === 'notebook';
    run.visit({ file, bytes, python: () => (isPython ? parseModule(bytes, { path: file.path }) : undefined) });
  });
  return run.finish();
}

/** Findings of one file. */
export async function scanOne(
  path: string,
  content: string | Uint8Array,
  context: FileContext = 'application',
): Promise<readonly DraftFinding[]> {
  return (await scanFiles([{ path, content, context }])).findings;
}

function projectOf(all: readonly ProjectFile[], files: readonly TestFile[]): Project {
  return {
    name: 'test',
    files: all,
    filesByKind: {},
    distributions: [],
    pythonRoots: [''],
    packageManagers: [],
    frameworks: [],
    entryPoints: [],
    ciPlatforms: [],
    containers: [],
    notebooks: [],
    settings: [],
    secretStores: [],
    personalData: [],
    walk: {
      files: all.length,
      folders: 0,
      bytes: 0,
      ignoredFiles: 0,
      ignoredFolders: 0,
      excludedFiles: 0,
      excludedFolders: 0,
      links: 0,
      special: 0,
      unreadable: 0,
    },
    issues: [],
    file: (path) => all.find((file) => file.path === path),
    module: () => undefined,
    read: (path) => {
      const content = files.find((file) => file.path === path)?.content;
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
  };
}

/** A project without files. */
export const emptyProject: Project = projectOf([], []);

/** A source of numbers 0 ≤ x < 1 that a seed determines. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // xorshift32 after a Weyl step: short, and good enough to make test values.
    state = (state + 0x9e3779b9) >>> 0;
    let x = state;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return ((x ^ (x >>> 16)) >>> 0) / 0x1_0000_0000;
  };
}

/** A random value that fits a detector's pattern, with the checksum that its check asks for. */
export function exampleOf(
  detector: { readonly pattern: string; readonly check?: string | undefined },
  random: () => number,
): string {
  if (detector.check === 'pypi-macaroon') return pypiExample(random);
  const value = write(parseShape(detector.pattern), random);
  if (detector.check === 'discord') {
    const id = Array.from({ length: 18 }, () => Math.floor(random() * 9 + 1)).join('');
    return `${btoa(id)}.${value.split('.').slice(1).join('.')}`;
  }
  if (detector.check === 'crc32-base62') {
    const body = value.slice(0, -6);
    return (
      body +
      checksumBase62(
        value.startsWith('github_pat_') ? body.slice(body.lastIndexOf('_') + 1) : body.slice(body.lastIndexOf('_') + 1),
      )
    );
  }
  return value;
}

function write(shape: Shape, random: () => number): string {
  return shape.map((node) => writeNode(node, random)).join('');
}

function writeNode(node: ShapeNode, random: () => number): string {
  const count = node.min + Math.floor(random() * (Math.min(node.max, node.min + 8) - node.min + 1));
  let text = '';
  for (let i = 0; i < count; i++) {
    text +=
      node.kind === 'class'
        ? String.fromCharCode(node.chars[Math.floor(random() * node.chars.length)])
        : write(node.options[Math.floor(random() * node.options.length)], random);
  }
  return text;
}

function pypiExample(random: () => number): string {
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  const location = atob('cHlwaS5vcmc=');
  const identifier = `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`;
  const caveat = '[1,["demo"]]';
  const packet = (type: number, text: string): string => String.fromCharCode(type, text.length) + text;
  const signature = Array.from({ length: 32 }, () => String.fromCharCode(Math.floor(random() * 256))).join('');
  const raw = `\x02${packet(1, location)}${packet(2, identifier)}\0${packet(2, caveat)}\0\0\x06\x20${signature}`;
  return `pypi-${btoa(raw).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
}
