/** Serves files from memory on this machine only. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const types: { readonly [ending: string]: string } = {
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
};

export interface FileServer {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts on the loopback address; port 0 takes a free one. Requests that name another host are refused (DNS rebinding). */
export async function serveFiles(files: ReadonlyMap<string, string>, port: number): Promise<FileServer> {
  const server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host)) {
      response.writeHead(421).end();
      return;
    }
    const path = decode((request.url ?? '/').split(/[?#]/, 1)[0] ?? '').replace(/^\/+/, '') || 'index.html';
    const body = request.method === 'GET' || request.method === 'HEAD' ? files.get(path) : undefined;
    if (body === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
      return;
    }
    const type = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain';
    response.writeHead(200, { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
