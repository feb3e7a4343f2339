/** What stands where a version could: version-control addresses, archive addresses, local paths (`pip install` and PEP 508 `@`). */
import { isName } from './names.ts';

export type DirectReference =
  | {
      readonly kind: 'vcs';
      readonly vcs: 'git' | 'hg' | 'svn' | 'bzr';
      /** Without `git+`, reference and fragment. */
      readonly url: string;
      /** Branch, tag or commit as written. */
      readonly ref?: string;
      readonly subdirectory?: string;
      readonly name?: string;
    }
  | {
      readonly kind: 'archive';
      readonly url: string;
      readonly hashes: readonly string[];
      readonly subdirectory?: string;
      readonly name?: string;
      readonly version?: string;
    }
  | {
      readonly kind: 'path';
      readonly path: string;
      readonly subdirectory?: string;
      readonly name?: string;
      readonly version?: string;
    };

/** Undefined when the text is neither an address nor a path, so that it must be a requirement. Extras (`.[dev]`) are to be cut off before. */
export function parseDirectReference(text: string): DirectReference | undefined {
  const [address = '', fragment = ''] = splitOnce(text, '#');
  const options = new Map(fragment.split('&').map((part) => splitOnce(part, '=') as [string, string]));
  const egg = (options.get('egg') ?? '').replace(/\[.*$/, '');
  const common = {
    ...(options.get('subdirectory') && { subdirectory: options.get('subdirectory')! }),
    ...(isName(egg) && { name: egg }),
  };
  const vcs = /^(git|hg|svn|bzr)\+(.+)$/i.exec(address);
  if (vcs !== null) {
    const [url, ref] = splitRef(vcs[2]!);
    return { kind: 'vcs', vcs: vcs[1]!.toLowerCase() as 'git', url, ...(ref && { ref }), ...common };
  }
  if (/^git(?:@|:\/\/)/.test(address)) {
    const [url, ref] = splitRef(address);
    return { kind: 'vcs', vcs: 'git', url, ...(ref && { ref }), ...common };
  }
  if (/^file:/i.test(address))
    return {
      kind: 'path',
      path: address.replace(/^file:(?:\/\/(?:localhost)?)?/i, ''),
      ...artifactName(address),
      ...common,
    };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) {
    const hashes = [...options]
      .filter(([name]) => /^(?:md5|sha1|sha224|sha256|sha384|sha512)$/.test(name))
      .map(([name, value]) => `${name}:${value.toLowerCase()}`);
    return { kind: 'archive', url: address, hashes, ...artifactName(address), ...common };
  }
  if (
    /^\.{1,2}$|^\.{0,2}[/\\]|^~[/\\]|^[A-Za-z]:[\\/]/.test(address) ||
    /\.(?:whl|zip|tar\.(?:gz|bz2|xz)|tgz)$/i.test(address)
  )
    return { kind: 'path', path: address, ...artifactName(address), ...common };
  return undefined;
}

/** Distribution and version from the file name of a wheel or source archive, where it follows the conventions. */
export function artifactName(location: string): { readonly name?: string; readonly version?: string } {
  const file = decode(
    location
      .replace(/[?#].*$/, '')
      .split(/[/\\]/)
      .at(-1) ?? '',
  );
  const wheel = /^([A-Za-z0-9][A-Za-z0-9_.]*)-([^-]+)(?:-\d[^-]*)?-[^-]+-[^-]+-[^-]+\.whl$/.exec(file);
  if (wheel !== null) return { name: wheel[1]!, version: wheel[2]! };
  const sdist = /^([A-Za-z0-9][A-Za-z0-9_.-]*?)-(v?\d[A-Za-z0-9.+!_]*)\.(?:tar\.(?:gz|bz2|xz)|zip|tgz)$/.exec(file);
  return sdist === null ? {} : { name: sdist[1]!, version: sdist[2]! };
}

/** True for a full commit id, which nobody can move. */
export function isCommitId(ref: string | undefined): boolean {
  return ref !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref);
}

function splitRef(url: string): [string, string | undefined] {
  const at = url.lastIndexOf('@');
  const path = url.indexOf('/', url.indexOf('://') === -1 ? url.indexOf(':') : url.indexOf('://') + 3);
  return path !== -1 && at > path ? [url.slice(0, at), url.slice(at + 1)] : [url, undefined];
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
