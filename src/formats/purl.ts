/** Package URLs of Python distributions: written from a name and version, and read from SBOMs and advisories. */
import { PackageURL } from '@socketregistry/packageurl-js';
import { normalizeName } from './names.ts';

export interface Purl {
  readonly type: string;
  readonly namespace?: string;
  /** For PyPI in PEP 503 form. */
  readonly name: string;
  readonly version?: string;
  readonly qualifiers: { readonly [name: string]: string };
}

/** `pkg:pypi/name@version` with the PEP 503 name; every byte that a purl reserves is percent-encoded. */
export function pypiPurl(name: string, version?: string, qualifiers: { readonly [name: string]: string } = {}): string {
  let purl = `pkg:pypi/${encode(normalizeName(name))}`;
  if (version !== undefined) purl += `@${encode(version)}`;
  const pairs = Object.entries(qualifiers)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key.toLowerCase()}=${encodeQualifier(value)}`);
  return pairs.length > 0 ? `${purl}?${pairs.join('&')}` : purl;
}

/** Undefined when the text is no package URL. */
export function parsePurl(text: string): Purl | undefined {
  if (text.length > 4096 || !/^pkg:/i.test(text)) return undefined;
  try {
    const { type, namespace, name, version, qualifiers } = PackageURL.fromString(text);
    if (!type || !name) return undefined;
    return {
      type,
      ...(namespace && { namespace }),
      name: type === 'pypi' ? normalizeName(name) : name,
      ...(version && { version }),
      qualifiers: { ...(qualifiers as { [name: string]: string } | undefined) },
    };
  } catch {
    return undefined;
  }
}

function encode(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}

function encodeQualifier(text: string): string {
  return encode(text).replaceAll('%2F', '/');
}
