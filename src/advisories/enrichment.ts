/** CISA's catalogue of exploited vulnerabilities (KEV) and FIRST's exploit probabilities (EPSS): readers that keep only what the advisories name. */
import { TheriacError } from '../findings/index.ts';

export interface KevEntry {
  readonly added: string;
  readonly due?: string;
  readonly ransomware: boolean;
}

export interface EpssEntry {
  /** 0–1. */
  readonly probability: number;
  /** 0–1. */
  readonly percentile: number;
}

/** KEV's JSON → entries by CVE. Throws a {@link TheriacError} when it is not KEV. */
export function readKev(text: string, wanted: (cve: string) => boolean): Map<string, KevEntry> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new TheriacError('bad-data', 'The KEV catalogue is not JSON.');
  }
  const list = (document as { vulnerabilities?: unknown } | null)?.vulnerabilities;
  if (!Array.isArray(list)) throw new TheriacError('bad-data', 'The KEV catalogue has no list "vulnerabilities".');
  const entries = new Map<string, KevEntry>();
  for (const entry of list as { [key: string]: unknown }[]) {
    const cve = entry?.['cveID'];
    if (typeof cve !== 'string' || typeof entry['dateAdded'] !== 'string' || !wanted(cve)) continue;
    entries.set(cve, {
      added: entry['dateAdded'],
      ...(typeof entry['dueDate'] === 'string' && { due: entry['dueDate'] }),
      ransomware: entry['knownRansomwareCampaignUse'] === 'Known',
    });
  }
  return entries;
}

/** EPSS's CSV (`cve,epss,percentile` after a comment line) → entries by CVE, and the date of the scores. */
export function readEpss(
  text: string,
  wanted: (cve: string) => boolean,
): { readonly date?: string; readonly entries: Map<string, EpssEntry> } {
  const entries = new Map<string, EpssEntry>();
  const date = /^#.*score_date:(\d{4}-\d{2}-\d{2})/.exec(text.slice(0, 300))?.[1];
  if (!/^(?:#[^\n]*\n)?cve,epss,percentile\r?\n/.test(text.slice(0, 400))) {
    throw new TheriacError('bad-data', 'The EPSS scores are not CSV with the columns cve, epss, percentile.');
  }
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
    const [cve = '', probability, percentile] = line.trim().split(',');
    if (!cve.startsWith('CVE-') || !wanted(cve)) continue;
    const entry = { probability: Number(probability), percentile: Number(percentile) };
    if (entry.probability >= 0 && entry.probability <= 1 && entry.percentile >= 0 && entry.percentile <= 1)
      entries.set(cve, entry);
  }
  return { ...(date && { date }), entries };
}
