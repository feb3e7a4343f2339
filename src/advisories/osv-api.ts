/**
 * Asks an OSV server about package versions: batches of queries, pages by token, then each record once. What comes back
 * becomes a store, so that everything after it is as without network.
 */
import { TheriacError } from '../findings/index.ts';
import { type HttpResponse, sendHttp } from '../platform/index.ts';
import { createOsvReader } from './read-osv.ts';
import { type AdvisoryStore, openStore, writeStore } from './store.ts';

export const defaultOsvApi = 'https://api.osv.dev';

export interface OsvQuery {
  /** PEP 503 form. */
  readonly key: string;
  /** Absent: every vulnerability of the package, for ranges. */
  readonly version?: string;
}

export interface OsvApiOptions {
  /** Base address, without `/v1`. */
  readonly url?: string;
  /** The answer's date, `YYYY-MM-DD`: the store counts as new as the question. */
  readonly today: string;
  /** For one request, milliseconds. Default 30,000. */
  readonly timeoutMilliseconds?: number;
  readonly onProgress?: (message: string) => void;
}

export interface OsvAnswer {
  readonly store: AdvisoryStore;
  /** Records that the server named but did not give; the answer is incomplete. */
  readonly missing: readonly string[];
}

/** What the API allows in one batch. */
const maxBatch = 1000;
const maxPages = 100;
const maxRecords = 50_000;
const parallel = 8;
const maxAnswer = 64 * 1024 * 1024;

/**
 * Throws a {@link TheriacError} (`osv-api`) when the questions cannot be asked completely: then nothing is known. A
 * single record that cannot be had is named in `missing`.
 */
export async function askOsv(queries: readonly OsvQuery[], options: OsvApiOptions): Promise<OsvAnswer> {
  const base = (options.url ?? defaultOsvApi).replace(/\/+$/, '');
  const unique = new Map(queries.map((query) => [`${query.key}@${query.version ?? ''}`, query]));
  const first = await askIds([...unique.values()], base, options);
  // An upgrade is judged by every advisory of the package, not only by those of the version in use.
  const whole = [...first.keys].filter((key) => !unique.has(`${key}@`)).map((key) => ({ key }));
  const second = whole.length > 0 ? await askIds(whole, base, options) : { ids: [] };
  const ids = [...new Set([...first.ids, ...second.ids])].sort();
  if (ids.length > maxRecords) throw failure(`the server named ${ids.length} records`);
  const reader = createOsvReader();
  const missing: string[] = [];
  const records = new Map<string, unknown>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < ids.length; index = next++) {
      const id = ids[index] as string;
      if (index % 50 === 0) options.onProgress?.(`reading advisories: ${index} of ${ids.length}`);
      const answer = await send(`${base}/v1/vulns/${encodeURIComponent(id)}`, undefined, options);
      const record = answer.ok && answer.value.status === 200 ? parse(answer.value) : undefined;
      if (isRecord(record) && record['id'] === id) records.set(id, record);
      else missing.push(id);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  for (const id of ids) if (records.has(id)) reader.add(records.get(id));
  const packages = reader.finish();
  const store = openStore(
    writeStore({
      packages,
      kev: new Map(),
      epss: new Map(),
      date: options.today,
      sources: [{ name: 'osv-api', date: options.today, records: records.size }],
      unreadable: reader.counts.unreadableRecords + reader.counts.unreadableParts,
      unreadableExamples: reader.counts.examples,
    }),
  );
  return { store, missing: missing.sort() };
}

interface Question extends OsvQuery {
  readonly token?: string;
}

/** Ids of all pages, and the packages that have any. */
async function askIds(
  queries: readonly OsvQuery[],
  base: string,
  options: OsvApiOptions,
): Promise<{ readonly ids: ReadonlySet<string>; readonly keys: ReadonlySet<string> }> {
  const ids = new Set<string>();
  const keys = new Set<string>();
  let open: Question[] = [...queries];
  for (let page = 0; open.length > 0; page += 1) {
    if (page >= maxPages) throw failure('the server gives more than 100 pages');
    const later: Question[] = [];
    for (let at = 0; at < open.length; at += maxBatch) {
      const batch = open.slice(at, at + maxBatch);
      options.onProgress?.(`asking about ${Math.min(at + maxBatch, open.length)} of ${open.length} packages`);
      const results = await askBatch(batch, base, options);
      for (const [index, result] of results.entries()) {
        const question = batch[index];
        for (const id of idsOf(result)) {
          ids.add(id);
          if (question) keys.add(question.key);
        }
        const token = isRecord(result) ? result['next_page_token'] : undefined;
        if (typeof token === 'string' && token !== '' && question !== undefined && token !== question.token)
          later.push({ ...question, token });
      }
    }
    open = later;
  }
  return { ids, keys };
}

async function askBatch(batch: readonly Question[], base: string, options: OsvApiOptions): Promise<readonly unknown[]> {
  const queries = batch.map(({ key, version, token }) => ({
    package: { ecosystem: 'PyPI', name: key },
    ...(version !== undefined && { version }),
    ...(token !== undefined && { page_token: token }),
  }));
  const answer = await send(`${base}/v1/querybatch`, JSON.stringify({ queries }), options);
  if (!answer.ok) throw failure(answer.reason);
  if (answer.value.status !== 200) throw failure(`the server answers ${answer.value.status}`);
  const body = parse(answer.value);
  const results = isRecord(body) ? body['results'] : undefined;
  if (!Array.isArray(results) || results.length !== batch.length)
    throw failure('the answer is not what the API documents');
  return results;
}

function send(url: string, body: string | undefined, { timeoutMilliseconds = 30_000 }: OsvApiOptions) {
  return sendHttp({
    url,
    limit: maxAnswer,
    timeoutMilliseconds,
    ...(body !== undefined && { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
  });
}

function idsOf(result: unknown): string[] {
  const list = isRecord(result) ? result['vulns'] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) =>
    isRecord(entry) && typeof entry['id'] === 'string' && /^[\w.:-]{1,200}$/.test(entry['id']) ? [entry['id']] : [],
  );
}

function parse(response: HttpResponse): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(response.body));
  } catch {
    return undefined;
  }
}

function failure(reason: string): TheriacError {
  return new TheriacError('osv-api', `The OSV server could not be asked: ${reason}.`, {
    hint: 'Use the advisory store instead: "theriac db update".',
  });
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
