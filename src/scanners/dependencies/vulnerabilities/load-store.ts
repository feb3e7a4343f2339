/** The store a scan matches against: none or an old one is never silently taken for "no vulnerabilities". */
import { type AdvisoryStore, askOsv, openStore } from '../../../advisories/index.ts';
import { type ScanIssue, TheriacError } from '../../../findings/index.ts';
import { dataFolder, disk, joinPath } from '../../../platform/index.ts';
import type { AdvisorySource } from '../../scanner.ts';
import type { Inventory } from '../inventory/index.ts';

/** Bytes. */
const maxStore = 256 * 1024 * 1024;
export const defaultMaxAgeDays = 30;

export function defaultStorePath(): string {
  return joinPath(dataFolder(), 'advisories.theriac');
}

/** What the vulnerabilities of an inventory are judged by: the answer of an OSV server, where the source names one, else the store. */
export async function openAdvisories(
  source: AdvisorySource | undefined,
  today: string,
  { graph }: Pick<Inventory, 'graph'>,
): Promise<{ readonly store?: AdvisoryStore; readonly issues: readonly ScanIssue[] }> {
  if (source?.osvApi === undefined) return loadStore(source, today);
  const queries = graph.dependencies
    .filter(({ ecosystem, firstParty }) => ecosystem === 'pypi' && !firstParty)
    .map(({ key, version }) => ({ key, ...(version !== undefined && { version }) }));
  try {
    const { store, missing: lost } = await askOsv(queries, { url: source.osvApi, today });
    const issues: ScanIssue[] = [];
    if (lost.length > 0)
      issues.push(
        missing(
          `The OSV server named ${lost.length} ${lost.length === 1 ? 'advisory' : 'advisories'} that it did not give (${lost.slice(0, 5).join(', ')}): they were not looked at.`,
        ),
      );
    if (store.header.unreadable > 0) issues.push(unreadable(store.header.unreadable));
    return { store, issues };
  } catch (error) {
    if (error instanceof TheriacError)
      return { issues: [missing(`${error.message} Dependencies were not checked for known vulnerabilities.`)] };
    throw error;
  }
}

/** Opens the store; what keeps it from being used, or makes its answer doubtful, is an issue. `today` is `YYYY-MM-DD`. */
export function loadStore(
  source: AdvisorySource | undefined,
  today: string,
): { readonly store?: AdvisoryStore; readonly issues: readonly ScanIssue[] } {
  const path = source?.path ?? defaultStorePath();
  const bytes = disk.read(path, maxStore);
  if (!bytes.ok) {
    const message =
      bytes.code === 'ENOENT' ? 'There is no advisory store' : `The advisory store cannot be read (${bytes.reason})`;
    return {
      issues: [
        missing(
          `${message}: dependencies were not checked for known vulnerabilities. "theriac db update" fetches it; "--from FILE" takes a copy.`,
        ),
      ],
    };
  }
  try {
    const store = openStore(bytes.value);
    const maxAge = source?.maxAgeDays ?? defaultMaxAgeDays;
    const age = daysBetween(store.header.date, today);
    const issues: ScanIssue[] = [];
    if (age > maxAge) {
      issues.push({
        kind: 'stale-data',
        message: `The newest record of the advisory store is of ${store.header.date}, ${age} days ago (at most ${maxAge} allowed): newer vulnerabilities were not looked for. Run "theriac db update".`,
        incomplete: true,
      });
    }
    if (store.header.unreadable > 0) {
      issues.push(unreadable(store.header.unreadable));
    }
    return { store, issues };
  } catch (error) {
    if (error instanceof TheriacError)
      return { issues: [missing(`${error.message} Dependencies were not checked for known vulnerabilities.`)] };
    throw error;
  }
}

function unreadable(count: number): ScanIssue {
  return {
    kind: 'missing-data',
    message: `${count} ${count === 1 ? 'record' : 'records'} or parts of records of the advisory data unreadable: what they say was not looked for.`,
    incomplete: true,
  };
}

function missing(message: string): ScanIssue {
  return { kind: 'missing-data', message, incomplete: true };
}

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
