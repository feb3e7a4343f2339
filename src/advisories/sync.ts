/** Builds and updates the advisory store from OSV's export, KEV and EPSS: a mirror, an air-gapped copy or the network. */
import { gunzipSync } from 'node:zlib';
import type { UnzipFileInfo } from 'fflate';
import { TheriacError } from '../findings/index.ts';
import { disk, type FileSystem, joinPath, sendHttp, takeLock, writeFile } from '../platform/index.ts';
import { type EpssEntry, type KevEntry, readEpss, readKev } from './enrichment.ts';
import { createOsvReader } from './read-osv.ts';
import type { PackageAdvisories } from './record.ts';
import { type AdvisoryStore, openStore, type StoreHeader, type StoreSource, writeStore } from './store.ts';

/** Public feeds; each can be replaced by a mirror. */
export const defaultFeeds: Feeds = {
  osv: 'https://osv-vulnerabilities.storage.googleapis.com/PyPI',
  kev: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  epss: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
};

export interface Feeds {
  /** Holds `all.zip`, `modified_id.csv` and `ID.json`. */
  readonly osv: string;
  readonly kev: string;
  readonly epss: string;
}

export interface UpdateOptions {
  /** Absolute path of the store. */
  readonly path: string;
  /** A file (OSV zip, or a store), a folder with copies of the feeds, or the base address of a mirror of OSV's export. */
  readonly from?: string;
  readonly feeds?: Partial<Feeds>;
  /** Build from the whole export even when a small update would do. */
  readonly full?: boolean;
  readonly onProgress?: (message: string) => void;
  readonly fileSystem?: FileSystem;
  /** Give up at once when the feed does not answer: someone waits for something else. */
  readonly impatient?: boolean;
}

export interface UpdateResult {
  readonly header: StoreHeader;
  /** `unchanged`: nothing newer. `incremental`: single records were fetched. */
  readonly kind: 'full' | 'incremental' | 'copied' | 'unchanged';
  readonly bytes: number;
  /** What could not be had, in sentences; the store is then without it, or keeps what it had. */
  readonly warnings: readonly string[];
}

/** Bytes of a feed. */
const maxFeed = 512 * 1024 * 1024;
const maxRecord = 8 * 1024 * 1024;
const maxRecords = 1_000_000;
const maxUnpacked = 2 * 1024 * 1024 * 1024;
/** More changes than this, and the whole export is faster. */
const maxIncremental = 500;

/**
 * Updates the store under a lock and replaces it whole: an interrupted update leaves the old one.
 * Throws a {@link TheriacError} when OSV's data cannot be had; KEV and EPSS that are missing are warnings.
 */
export async function updateStore(options: UpdateOptions): Promise<UpdateResult> {
  const lock = takeLock(`${options.path}.lock`);
  if (!lock.ok) throw new TheriacError('store-locked', `The advisory store cannot be updated: ${lock.reason}.`);
  try {
    return await update(options);
  } finally {
    lock.value.release();
  }
}

async function update(options: UpdateOptions): Promise<UpdateResult> {
  const { path, from } = options;
  const fileSystem = options.fileSystem ?? disk;
  const old = readStoreFile(path, fileSystem);
  if (from !== undefined && !isUrl(from)) return fromFiles(from, options, fileSystem);
  const feeds = { ...defaultFeeds, ...options.feeds, ...(from !== undefined && { osv: from.replace(/\/+$/, '') }) };
  const stamp = await newestChange(feeds.osv, options.impatient === true);
  if (options.impatient && !stamp.ok) throw new TheriacError('no-feed', 'The advisory feed does not answer.');
  const changes = old && !options.full && stamp.ok ? changedSince(stamp.text, old.header.stamp) : undefined;
  const warnings: string[] = [];
  const reader = createOsvReader();
  let kind: UpdateResult['kind'] = 'full';
  if (old && changes && changes.length <= maxIncremental) {
    kind = changes.length === 0 ? 'unchanged' : 'incremental';
    await fetchRecords(changes, feeds.osv, reader, options.onProgress);
    reader.seed(
      old.packageNames.flatMap((name) => old.packageAdvisories(name) ?? []),
      new Set(changes),
    );
  } else {
    options.onProgress?.('fetching the advisories');
    await readZip(await fetchBytes(`${feeds.osv}/all.zip`, 'the advisories'), reader);
  }
  const packages = reader.finish();
  const wanted = wantedCves(packages);
  options.onProgress?.('fetching exploited vulnerabilities and exploit probabilities');
  const kev = await optional(
    () => fetchText(feeds.kev, 'the KEV catalogue').then((text) => readKev(text, wanted)),
    warnings,
  );
  const epss = await optional(
    () => fetchText(feeds.epss, 'the EPSS scores').then((text) => readEpss(text, wanted)),
    warnings,
  );
  const content = storeContent(
    packages,
    reader.counts,
    kev ?? keepKev(old, packages),
    epss ?? { entries: keepEpss(old, packages) },
  );
  return save(path, writeStore({ ...content, ...(stamp.ok && { stamp: firstStamp(stamp.text) }) }), kind, warnings);
}

async function fromFiles(from: string, { path }: UpdateOptions, fileSystem: FileSystem): Promise<UpdateResult> {
  const status = fileSystem.status(from);
  if (!status.ok) throw new TheriacError('bad-source', `${from} cannot be read: ${status.reason}.`);
  const warnings: string[] = [];
  const reader = createOsvReader();
  let kev: ReadonlyMap<string, KevEntry> = new Map();
  let epss: { readonly date?: string; readonly entries: ReadonlyMap<string, EpssEntry> } = { entries: new Map() };
  if (status.value.kind === 'file') {
    const bytes = readBytes(from, fileSystem);
    if (bytes[0] === 0x7b) return copyStore(bytes, path);
    await readZip(bytes, reader);
    warnings.push('The source holds no KEV catalogue and no EPSS scores: findings are ranked without them.');
    return save(path, writeStore(storeContent(reader.finish(), reader.counts, kev, epss)), 'full', warnings);
  }
  const listed = fileSystem.list(from);
  if (!listed.ok) throw new TheriacError('bad-source', `${from} cannot be read: ${listed.reason}.`);
  const names = listed.value
    .filter(({ kind }) => kind === 'file')
    .map(({ name }) => name)
    .sort();
  const zips = names.filter((name) => name.endsWith('.zip'));
  const records = names.filter((name) => /^(?:PYSEC|GHSA|CVE|MAL|OSV)-.*\.json$/.test(name));
  if (zips.length === 0 && records.length === 0)
    throw new TheriacError('bad-source', `${from} holds neither an OSV zip nor OSV records.`);
  for (const name of zips) await readZip(readBytes(joinPath(from, name), fileSystem), reader);
  for (const name of records) addRecord(readBytes(joinPath(from, name), fileSystem), name, reader);
  const packages = reader.finish();
  const wanted = wantedCves(packages);
  const kevName = names.find((name) => /^known_exploited_vulnerabilities\.json(\.gz)?$/.test(name));
  const epssName = names.find((name) => /^epss.*\.csv(\.gz)?$/.test(name));
  if (kevName) kev = readKev(unpackText(readBytes(joinPath(from, kevName), fileSystem)), wanted);
  else warnings.push('The folder holds no known_exploited_vulnerabilities.json: findings are ranked without it.');
  if (epssName) epss = readEpss(unpackText(readBytes(joinPath(from, epssName), fileSystem)), wanted);
  else warnings.push('The folder holds no EPSS scores (epss….csv): findings are ranked without them.');
  return save(path, writeStore(storeContent(packages, reader.counts, kev, epss)), 'full', warnings);
}

function copyStore(bytes: Uint8Array, path: string): UpdateResult {
  openStore(bytes);
  return save(path, bytes, 'copied', []);
}

function save(path: string, bytes: Uint8Array, kind: UpdateResult['kind'], warnings: readonly string[]): UpdateResult {
  const { header } = openStore(bytes);
  if (header.advisories === 0)
    throw new TheriacError(
      'bad-source',
      'The source holds no advisory for Python packages; the store was left as it is.',
    );
  const written = writeFile(path, bytes);
  if (!written.ok)
    throw new TheriacError('store-unwritable', `The advisory store cannot be written to ${path}: ${written.reason}.`);
  return { header, kind, bytes: bytes.length, warnings };
}

function storeContent(
  packages: readonly PackageAdvisories[],
  counts: ReturnType<typeof createOsvReader>['counts'],
  kev: ReadonlyMap<string, KevEntry>,
  epss: { readonly date?: string; readonly entries: ReadonlyMap<string, EpssEntry> },
) {
  const dates = packages.flatMap(({ advisories }) =>
    advisories.flatMap(({ modified, published }) => modified ?? published ?? []),
  );
  const date = dates.reduce((newest, one) => (one > newest ? one : newest), '0000-00-00');
  const ids = new Set(packages.flatMap(({ advisories }) => advisories.map(({ id }) => id)));
  const kevDate = [...kev.values()].reduce((newest, { added }) => (added > newest ? added : newest), '');
  const sources: StoreSource[] = [
    { name: 'osv', date, records: ids.size },
    ...(kev.size > 0 ? [{ name: 'kev', date: kevDate, records: kev.size }] : []),
    ...(epss.entries.size > 0
      ? [{ name: 'epss', ...(epss.date && { date: epss.date }), records: epss.entries.size }]
      : []),
  ];
  return {
    packages,
    kev,
    epss: epss.entries,
    date,
    sources,
    unreadable: counts.unreadableRecords + counts.unreadableParts,
    unreadableExamples: counts.examples,
  };
}

/** Reads a store file; undefined when there is none or it is damaged (an update then makes it anew). */
function readStoreFile(path: string, fileSystem: FileSystem): AdvisoryStore | undefined {
  const bytes = fileSystem.read(path, maxFeed);
  if (!bytes.ok) return undefined;
  try {
    return openStore(bytes.value);
  } catch {
    return undefined;
  }
}

async function readZip(bytes: Uint8Array, reader: ReturnType<typeof createOsvReader>): Promise<void> {
  const { unzipSync } = await import('fflate');
  let entries = 0;
  let unpacked = 0;
  const filter = (info: UnzipFileInfo): boolean => {
    if (!info.name.endsWith('.json')) return false;
    entries += 1;
    unpacked += info.originalSize;
    if (entries > maxRecords || unpacked > maxUnpacked)
      throw new TheriacError('bad-source', 'The zip unpacks to more than an OSV export can hold; it was not read.');
    if (info.originalSize <= maxRecord) return true;
    reader.unreadable(info.name, 'larger than any advisory');
    return false;
  };
  let files: { [name: string]: Uint8Array };
  try {
    files = unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof TheriacError) throw error;
    throw new TheriacError(
      'bad-source',
      `The OSV export is no readable zip: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  for (const name of Object.keys(files).sort()) addRecord(files[name] as Uint8Array, name, reader);
}

function addRecord(bytes: Uint8Array, name: string, reader: ReturnType<typeof createOsvReader>): void {
  let record: unknown;
  try {
    record = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    reader.unreadable(name, 'not JSON');
    return;
  }
  reader.add(record);
}

async function fetchRecords(
  ids: readonly string[],
  base: string,
  reader: ReturnType<typeof createOsvReader>,
  onProgress?: (message: string) => void,
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < ids.length; index = next++) {
      if (index % 50 === 0) onProgress?.(`fetching changed advisories: ${index} of ${ids.length}`);
      const id = ids[index] as string;
      addRecord(await fetchBytes(`${base}/${encodeURIComponent(id)}.json`, `the advisory ${id}`), id, reader);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}

async function newestChange(base: string, impatient: boolean): Promise<{ ok: true; text: string } | { ok: false }> {
  const answer = await sendHttp({
    url: `${base}/modified_id.csv`,
    limit: 64 * 1024 * 1024,
    ...(impatient && { retries: 0, timeoutMilliseconds: 8000 }),
  });
  return answer.ok && answer.value.status === 200
    ? { ok: true, text: new TextDecoder().decode(answer.value.body) }
    : { ok: false };
}

/** Ids that changed after `stamp`; undefined when the list does not reach back to it. The list is newest first. */
function changedSince(csv: string, stamp: string | undefined): string[] | undefined {
  if (stamp === undefined) return undefined;
  const ids: string[] = [];
  for (const line of csv.split('\n')) {
    const [time = '', id = ''] = line.trim().split(',');
    if (time !== '' && time <= stamp) return ids;
    if (/^[\w.:-]{1,200}$/.test(id)) ids.push(id);
    if (ids.length > maxIncremental) return ids;
  }
  return undefined;
}

function firstStamp(csv: string): string {
  return csv.slice(0, 200).split(/[\n,]/, 1)[0]?.trim() ?? '';
}

async function fetchBytes(url: string, what: string): Promise<Uint8Array> {
  const answer = await sendHttp({ url, limit: maxFeed, timeoutMilliseconds: 300_000 });
  if (!answer.ok)
    throw new TheriacError('fetch-failed', `Could not fetch ${what}: ${answer.reason}.`, {
      hint: 'Check the network or proxy, or use "theriac db update --from FILE" with a copy.',
    });
  if (answer.value.status !== 200)
    throw new TheriacError('fetch-failed', `Could not fetch ${what}: the server answered ${answer.value.status}.`);
  return answer.value.body;
}

async function fetchText(url: string, what: string): Promise<string> {
  return unpackText(await fetchBytes(url, what));
}

function unpackText(bytes: Uint8Array): string {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: maxFeed }) : bytes;
  return new TextDecoder().decode(plain);
}

async function optional<T>(fetch: () => Promise<T>, warnings: string[]): Promise<T | undefined> {
  try {
    return await fetch();
  } catch (error) {
    warnings.push(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function wantedCves(packages: readonly PackageAdvisories[]): (cve: string) => boolean {
  const cves = new Set(
    packages.flatMap(({ advisories }) =>
      advisories.flatMap(({ id, aliases, related }) =>
        [id, ...aliases, ...related].filter((name) => name.startsWith('CVE-')),
      ),
    ),
  );
  return (cve) => cves.has(cve);
}

function keepKev(old: AdvisoryStore | undefined, packages: readonly PackageAdvisories[]): Map<string, KevEntry> {
  return keep(packages, (cve) => old?.kev(cve));
}

function keepEpss(old: AdvisoryStore | undefined, packages: readonly PackageAdvisories[]): Map<string, EpssEntry> {
  return keep(packages, (cve) => old?.epss(cve));
}

function keep<T>(packages: readonly PackageAdvisories[], read: (cve: string) => T | undefined): Map<string, T> {
  const kept = new Map<string, T>();
  for (const name of packages.flatMap(({ advisories }) =>
    advisories.flatMap(({ aliases, related }) => [...aliases, ...related]),
  )) {
    const entry = read(name);
    if (entry !== undefined) kept.set(name, entry);
  }
  return kept;
}

function readBytes(path: string, fileSystem: FileSystem): Uint8Array {
  const bytes = fileSystem.read(path, maxFeed);
  if (!bytes.ok) throw new TheriacError('bad-source', `${path} cannot be read: ${bytes.reason}.`);
  return bytes.value;
}

function isUrl(text: string): boolean {
  return /^https?:\/\//.test(text);
}
