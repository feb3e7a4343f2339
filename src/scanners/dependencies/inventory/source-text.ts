/** A file while it is read for the inventory, and the small conveniences every reader needs. */
import type { ScanIssue } from '../../../findings/index.ts';
import {
  isRequirement,
  normalizeName,
  parseDirectReference,
  parseRequirement,
  type Span,
  type TextLines,
  textLines,
} from '../../../formats/index.ts';
import type { ParsedModule } from '../../../python/index.ts';
import type { Declaration, FileFacts, Place, Scope } from './facts.ts';

export interface SourceText {
  readonly path: string;
  readonly text: string;
  /** The file parsed as Python. */
  readonly python: () => ParsedModule;
  /** Text of another file of the repository, for `dynamic` and workspaces. */
  readonly sibling: (path: string) => string | undefined;
}

/** A reader of one kind of file. `wants` looks at the path only. */
export interface InventoryReader {
  readonly id: string;
  wants(path: string): boolean;
  /** Looks into the text of files whose name does not decide; absent: every wanted file is read. */
  readonly accepts?: (text: string, path: string) => boolean;
  /** A file without these bytes says nothing: asked before the text is decoded. */
  readonly mark?: string;
  /** Larger files are somebody else's, bytes. Absent: {@link largestInventoryFile} with an issue. */
  readonly largest?: number;
  read(source: SourceText): FileFacts;
}

/** Collects what a reader finds; the reader adds, the caller gets {@link FileFacts}. */
export class FactsBuilder {
  readonly source: SourceText;
  readonly declarations: Declaration[] = [];
  readonly packages: FileFacts['packages'][number][] = [];
  readonly indexes: FileFacts['indexes'][number][] = [];
  readonly includes: FileFacts['includes'][number][] = [];
  readonly origins: FileFacts['origins'][number][] = [];
  readonly switches: string[] = [];
  readonly issues: ScanIssue[] = [];
  #lines: TextLines | undefined;

  constructor(source: SourceText) {
    this.source = source;
  }

  place(span: Span | undefined): Place {
    this.#lines ??= textLines(this.source.text);
    const { start, end } = span ?? { start: 0, end: 0 };
    return { path: this.source.path, line: this.#lines.lineAt(start), start, end };
  }

  issue(kind: ScanIssue['kind'], message: string, offset?: number): void {
    if (this.issues.length >= 200) return;
    this.issues.push({
      kind,
      message,
      path: this.source.path,
      ...(offset !== undefined && { line: this.place({ start: offset, end: offset }).line }),
      incomplete: true,
    });
  }

  /** Adds a PEP 508 string; what is none becomes an issue. */
  requirement(
    text: string,
    span: Span | undefined,
    scope: Scope,
    role: Declaration['role'] = 'requirement',
  ): Declaration | undefined {
    const requirement = parseRequirement(text);
    if (!isRequirement(requirement)) {
      this.issue('syntax-error', `“${text.slice(0, 80)}” is not a requirement: ${requirement.message}`, span?.start);
      return undefined;
    }
    const reference = requirement.url === undefined ? undefined : parseDirectReference(requirement.url);
    const declaration: Declaration = {
      name: requirement.name,
      key: requirement.key,
      role,
      scope,
      extras: requirement.extras,
      specifier: requirement.spans.specifiers
        ? text.slice(requirement.spans.specifiers.start, requirement.spans.specifiers.end)
        : '',
      allowed: [requirement.specifiers],
      ...(requirement.marker && { marker: requirement.marker }),
      ...(reference && { reference }),
      place: this.place(span),
    };
    this.declarations.push(declaration);
    return declaration;
  }

  facts(role: FileFacts['role'], more: Partial<FileFacts> = {}): FileFacts {
    return {
      path: this.source.path,
      role,
      declarations: this.declarations,
      packages: this.packages,
      indexes: this.indexes,
      includes: this.includes,
      origins: this.origins,
      ...(this.switches.length > 0 && { switches: this.switches }),
      issues: this.issues,
      ...more,
    };
  }
}

export const main: Scope = { kind: 'main' };

/** A group by its usual names: Poetry's and pip's default is `main`. */
export function groupScope(name: string): Scope {
  return name === 'main' || name === 'default' ? main : { kind: 'group', name: normalizeName(name) };
}

export function extraScope(name: string): Scope {
  return { kind: 'extra', name: normalizeName(name) };
}

/** `main`, `dev`, `extra:postgres`, `build`. */
export function scopeLabel(scope: Scope): string {
  if (scope.kind === 'extra') return `extra:${scope.name}`;
  return scope.kind === 'group' ? scope.name : scope.kind;
}

/** An address without user name and password. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}

/** Resolves a path written in `from` to one relative to the root; undefined when it leaves the root or is absolute. */
export function resolvePath(from: string, target: string): string | undefined {
  const path = target.replaceAll('\\', '/');
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || /^[a-z]+:\/\//i.test(path)) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else parts.push(part);
  }
  return parts.join('/');
}
