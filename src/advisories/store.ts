/**
 * The advisory store: one file with a JSON header line and a compressed block of one JSON line a package, parsed only
 * for the packages that are asked for. The same inputs make the same bytes.
 */
import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { TheriacError } from '../findings/index.ts';
import type { EpssEntry, KevEntry } from './enrichment.ts';
import type { PackageAdvisories } from './record.ts';

const format = 'theriac-advisories/1';
const maxHeader = 1024 * 1024;
/** Bytes the block may unpack to; today's full data needs under 40 MB. */
const maxUnpacked = 512 * 1024 * 1024;

export interface StoreSource {
  /** `osv`, `kev`, `epss`, `malicious-packages`. */
  readonly name: string;
  /** Newest date within the data, `YYYY-MM-DD`. */
  readonly date?: string;
  readonly records: number;
}

export interface StoreHeader {
  readonly format: typeof format;
  /** Date of the newest data, `YYYY-MM-DD`: the store's age counts from here. */
  readonly date: string;
  /** Time of the newest change that OSV's list of changes named, for incremental updates. */
  readonly stamp?: string;
  readonly sources: readonly StoreSource[];
  readonly packages: number;
  readonly advisories: number;
  /** Records and parts that could not be read. */
  readonly unreadable: number;
  readonly unreadableExamples: readonly string[];
  /** SHA-256 of the compressed block. */
  readonly sha256: string;
}

export interface StoreContent {
  readonly packages: readonly PackageAdvisories[];
  readonly kev: ReadonlyMap<string, KevEntry>;
  readonly epss: ReadonlyMap<string, EpssEntry>;
  readonly date: string;
  readonly stamp?: string;
  readonly sources: readonly StoreSource[];
  readonly unreadable: number;
  readonly unreadableExamples: readonly string[];
}

export interface AdvisoryStore {
  readonly header: StoreHeader;
  /** By PEP 503 name. */
  packageAdvisories(key: string): PackageAdvisories | undefined;
  hasPackage(key: string): boolean;
  kev(cve: string): KevEntry | undefined;
  epss(cve: string): EpssEntry | undefined;
  /** Packages with advisories, sorted. */
  readonly packageNames: readonly string[];
  /** SHA-256 of files known to be malware → advisory id. */
  maliciousFile(sha256: string): string | undefined;
}

interface Tables {
  readonly names: readonly string[];
  readonly kev: { readonly [cve: string]: KevEntry };
  readonly epss: { readonly [cve: string]: readonly [number, number] };
  readonly files: { readonly [sha256: string]: string };
}

/** Bytes of a store. */
export function writeStore(content: StoreContent): Uint8Array {
  const packages = [...content.packages].sort((a, b) => (a.key < b.key ? -1 : 1));
  const files = packages.flatMap(({ advisories }) =>
    advisories.flatMap(({ id, fileHashes }) => (fileHashes ?? []).map((hash) => [hash, id] as const)),
  );
  const tables: Tables = {
    names: packages.map(({ key }) => key),
    kev: Object.fromEntries([...content.kev].sort(byKey)),
    epss: Object.fromEntries(
      [...content.epss]
        .sort(byKey)
        .map(([cve, { probability, percentile }]) => [cve, [probability, percentile] as const]),
    ),
    files: Object.fromEntries([...files].sort(byKey)),
  };
  const text = [JSON.stringify(tables), ...packages.map((package_) => JSON.stringify(package_))].join('\n');
  const block = brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 9,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    },
  });
  const header: StoreHeader = {
    format,
    date: content.date,
    ...(content.stamp !== undefined && { stamp: content.stamp }),
    sources: content.sources,
    packages: packages.length,
    advisories: new Set(packages.flatMap(({ advisories }) => advisories.map(({ id }) => id))).size,
    unreadable: content.unreadable,
    unreadableExamples: content.unreadableExamples,
    sha256: createHash('sha256').update(block).digest('hex'),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), block]);
}

/** Header only, for `status`. Throws a {@link TheriacError} with what is wrong. */
export function readStoreHeader(bytes: Uint8Array): StoreHeader {
  return split(bytes).header;
}

/** Opens a store and checks its hash. Throws a {@link TheriacError} with what is wrong and what to do. */
export function openStore(bytes: Uint8Array): AdvisoryStore {
  const { header, block } = split(bytes);
  if (createHash('sha256').update(block).digest('hex') !== header.sha256)
    throw damaged('its content does not have the hash of its header');
  let text: string;
  try {
    text = brotliDecompressSync(block, { maxOutputLength: maxUnpacked }).toString('utf8');
  } catch {
    throw damaged('its block cannot be unpacked');
  }
  const firstEnd = text.indexOf('\n');
  const tables = JSON.parse(firstEnd < 0 ? text : text.slice(0, firstEnd)) as Tables;
  const offsets = lineOffsets(text, firstEnd, tables.names.length);
  const index = new Map(tables.names.map((name, position) => [name, position]));
  const parsed = new Map<string, PackageAdvisories>();
  return {
    header,
    packageNames: tables.names,
    hasPackage: (key) => index.has(key),
    packageAdvisories(key) {
      const known = parsed.get(key);
      if (known) return known;
      const position = index.get(key);
      if (position === undefined) return undefined;
      const found = JSON.parse(
        text.slice(offsets[position], (offsets[position + 1] as number) - 1),
      ) as PackageAdvisories;
      parsed.set(key, found);
      return found;
    },
    kev: (cve) => (Object.hasOwn(tables.kev, cve) ? tables.kev[cve] : undefined),
    epss(cve) {
      const entry = Object.hasOwn(tables.epss, cve) ? tables.epss[cve] : undefined;
      return entry && { probability: entry[0], percentile: entry[1] };
    },
    maliciousFile: (sha256) => (Object.hasOwn(tables.files, sha256) ? tables.files[sha256] : undefined),
  };
}

function split(bytes: Uint8Array): { header: StoreHeader; block: Uint8Array } {
  const end = bytes.subarray(0, maxHeader).indexOf(10);
  if (end < 0) throw damaged('it has no header');
  let header: StoreHeader;
  try {
    header = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString('utf8')) as StoreHeader;
  } catch {
    throw damaged('its header is not JSON');
  }
  if (header?.format !== format) {
    throw new TheriacError(
      'store-format',
      `The advisory store has the format ${String(header?.format)}; this version of Theriac reads ${format}.`,
      {
        hint: 'Run "theriac db update".',
      },
    );
  }
  return { header, block: bytes.subarray(end + 1) };
}

/** Start of each package's line; one past the end closes the list. */
function lineOffsets(text: string, firstEnd: number, count: number): Int32Array {
  const offsets = new Int32Array(count + 1);
  let start = firstEnd + 1;
  for (let position = 0; position < count; position += 1) {
    if (position > 0 && start === 0) throw damaged('it holds fewer packages than its index names');
    offsets[position] = start;
    const end = text.indexOf('\n', start);
    start = end < 0 ? text.length + 1 : end + 1;
  }
  offsets[count] = start;
  return offsets;
}

function damaged(what: string): TheriacError {
  return new TheriacError('store-damaged', `The advisory store cannot be used: ${what}.`, {
    hint: 'Run "theriac db update" to make it anew.',
  });
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
