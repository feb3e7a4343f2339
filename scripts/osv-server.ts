/** An OSV server on this machine for comparisons: answers `/v1/query`, `/v1/querybatch` and `/v1/vulns/ID` from an export. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compare, valid } from '@renovatebot/pep440';
import { unzipSync } from 'fflate';

interface OsvRecord {
  readonly id: string;
  readonly withdrawn?: string;
  readonly affected?: readonly {
    readonly package?: { readonly ecosystem?: string; readonly name?: string };
    readonly versions?: readonly string[];
    readonly ranges?: readonly {
      readonly type: string;
      readonly events?: readonly { readonly [kind: string]: string }[];
    }[];
  }[];
}

export function readOsvZip(bytes: Uint8Array): readonly OsvRecord[] {
  return Object.values(unzipSync(bytes)).map((file) => JSON.parse(new TextDecoder().decode(file)) as OsvRecord);
}

/** Listens on a free port of the loopback interface. */
export async function serveOsv(records: readonly OsvRecord[]): Promise<{ readonly url: string; close(): void }> {
  const byName = new Map<string, OsvRecord[]>();
  for (const record of records)
    for (const { package: one } of record.affected ?? []) {
      const key = keyOf(one?.name ?? '');
      const list = byName.get(key) ?? [];
      if (!list.includes(record)) byName.set(key, [...list, record]);
    }
  const byId = new Map(records.map((record) => [record.id, record]));
  const find = (query: { package?: { name?: string }; version?: string }) =>
    (byName.get(keyOf(query.package?.name ?? '')) ?? []).filter(
      (record) => record.withdrawn === undefined && (query.version === undefined || isAffected(record, query.version)),
    );
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += String(piece);
    });
    request.on('end', () => {
      const answer = (value: unknown, status = 200) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (request.url === '/v1/query') {
        const vulns = find(JSON.parse(body));
        return answer(vulns.length > 0 ? { vulns } : {});
      }
      if (request.url === '/v1/querybatch') {
        const { queries } = JSON.parse(body) as { queries: Parameters<typeof find>[0][] };
        return answer({ results: queries.map((query) => ({ vulns: find(query).map(({ id }) => ({ id })) })) });
      }
      const record = byId.get(request.url?.split('/').at(-1) ?? '');
      return record === undefined ? answer({ code: 5 }, 404) : answer(record);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** The evaluation that the OSV schema describes: listed, or inside a range. */
function isAffected(record: OsvRecord, version: string): boolean {
  return (record.affected ?? []).some(
    ({ versions = [], ranges = [] }) =>
      versions.some(
        (listed) => listed === version || (valid(listed) && valid(version) && compare(listed, version) === 0),
      ) ||
      ranges.some(({ type, events = [] }) => {
        if (type !== 'ECOSYSTEM' || !valid(version)) return false;
        const sorted = events
          .flatMap((event) => Object.entries(event).map(([kind, at]) => ({ kind, at })))
          .filter(({ at }) => at === '0' || valid(at))
          .sort((a, b) => (a.at === '0' ? -1 : b.at === '0' ? 1 : compare(a.at, b.at)));
        let inside = false;
        for (const { kind, at } of sorted) {
          if (kind === 'introduced' && (at === '0' || compare(version, at) >= 0)) inside = true;
          else if (kind === 'fixed' && compare(version, at) >= 0) inside = false;
          else if (kind === 'last_affected' && compare(version, at) > 0) inside = false;
        }
        return inside;
      }),
  );
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
