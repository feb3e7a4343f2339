/** A file system in memory, with the same interface as the disk: for tests, the editor and piped input. */
import { tooLarge } from './disk.ts';
import type { EntryKind, FileResult, FileSystem, FolderEntry } from './file-system.ts';

/** `link` points to a path (absolute, or relative to the link's folder); `unreadable` fails as without permission. */
export type MemoryEntry = string | Uint8Array | { readonly link: string } | { readonly unreadable: true };

/** Builds a file system from absolute paths (`/repo/a.py`) and their content. Folders come by themselves. */
export function memoryFileSystem(entries: { readonly [path: string]: MemoryEntry }): FileSystem {
  const encoder = new TextEncoder();
  const files = new Map<string, Exclude<MemoryEntry, string>>();
  const folders = new Map<string, Map<string, EntryKind>>([['/', new Map()]]);
  for (const [path, entry] of Object.entries(entries)) {
    files.set(path, typeof entry === 'string' ? encoder.encode(entry) : entry);
    let kind: EntryKind = typeof entry === 'object' && 'link' in entry ? 'link' : 'file';
    for (let child = path; child !== '/'; kind = 'folder') {
      const cut = child.lastIndexOf('/');
      const parent = cut <= 0 ? '/' : child.slice(0, cut);
      let names = folders.get(parent);
      if (names === undefined) {
        names = new Map();
        folders.set(parent, names);
      }
      names.set(child.slice(cut + 1), kind);
      child = parent;
    }
  }
  const missing: FileResult<never> = { ok: false, code: 'ENOENT', reason: 'it does not exist' };
  const denied: FileResult<never> = { ok: false, code: 'EACCES', reason: 'permission is denied' };
  return {
    list(folder) {
      const names = folders.get(folder);
      if (names === undefined) return missing;
      const list: FolderEntry[] = [];
      for (const [name, kind] of names) list.push({ name, kind });
      return { ok: true, value: list };
    },
    status(path) {
      if (folders.has(path)) return { ok: true, value: { kind: 'folder', size: 0 } };
      const entry = files.get(path);
      if (entry === undefined) return missing;
      if (entry instanceof Uint8Array) return { ok: true, value: { kind: 'file', size: entry.length } };
      return { ok: true, value: { kind: 'link' in entry ? 'link' : 'file', size: 0 } };
    },
    read(path, limit) {
      const entry = files.get(path);
      if (entry === undefined) return missing;
      if (!(entry instanceof Uint8Array)) return denied;
      return entry.length > limit ? tooLarge(entry.length, limit) : { ok: true, value: entry };
    },
    readHead(path, length) {
      const entry = files.get(path);
      if (entry === undefined) return missing;
      return entry instanceof Uint8Array ? { ok: true, value: entry.subarray(0, length) } : denied;
    },
    resolveLink(path) {
      let current = path;
      for (let hops = 0; hops < 40; hops++) {
        const entry = files.get(current);
        if (folders.has(current) || entry instanceof Uint8Array) return { ok: true, value: current };
        if (entry === undefined || !('link' in entry)) return missing;
        current = join(current.slice(0, current.lastIndexOf('/')), entry.link);
      }
      return { ok: false, code: 'ELOOP', reason: 'it is a link, or links that go in a circle' };
    },
  };
}

function join(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : `${folder}/${target}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
