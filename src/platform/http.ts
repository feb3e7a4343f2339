/** The one HTTP client: proxies from the environment, time and size limits, few retries, failures as values. */
import { breatheFor } from './clock.ts';
import type { FileResult } from './file-system.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST';
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  /** Bytes of the (decoded) body. Default 64 MB. */
  readonly limit?: number;
  /** For the whole exchange, retries not counted. Default 60,000. */
  readonly timeoutMilliseconds?: number;
  /** Tries after the first, for 429, 5xx and broken connections. Default 2. */
  readonly retries?: number;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
  /** After redirects. */
  readonly url: string;
}

const mostRedirects = 5;
const mostWaiting = 30_000;
const userAgent = 'theriac';

type Dispatcher = import('undici').Dispatcher;
let dispatcher: Dispatcher | undefined;

/**
 * Sends a request. Any answer with a status is a success here, 404 and 304 included; `ok: false` means that there is no
 * complete answer (`ENETWORK`, `ETIMEDOUT`, `EFBIG`, `EURL`).
 */
export async function sendHttp(request: HttpRequest): Promise<FileResult<HttpResponse>> {
  const { retries = 2 } = request;
  for (let attempt = 0; ; attempt++) {
    const result = await follow(request);
    const again = result.ok ? result.value.status === 429 || result.value.status >= 500 : result.code === 'ENETWORK';
    if (!again || attempt >= retries || request.signal?.aborted === true) return result;
    const asked = result.ok ? Number(result.value.headers['retry-after']) * 1000 : Number.NaN;
    await breatheFor(
      Math.min(Number.isFinite(asked) && asked >= 0 ? asked : 500 * 2 ** attempt, mostWaiting),
      request.signal,
    );
  }
}

async function follow(request: HttpRequest): Promise<FileResult<HttpResponse>> {
  const { timeoutMilliseconds = 60_000 } = request;
  const timer = AbortSignal.timeout(timeoutMilliseconds);
  const signal = request.signal === undefined ? timer : AbortSignal.any([timer, request.signal]);
  let url = parseUrl(request.url);
  let headers = request.headers ?? {};
  let { method = 'GET', body } = request;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    if (url === undefined) return { ok: false, code: 'EURL', reason: 'the address is not an http or https URL' };
    const response = await exchange({ ...request, method, headers }, body, url, signal);
    if (!response.ok) {
      return timer.aborted
        ? { ok: false, code: 'ETIMEDOUT', reason: `no complete answer within ${timeoutMilliseconds / 1000} s` }
        : response;
    }
    const { status } = response.value;
    const location = response.value.headers['location'];
    if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return response;
    const next = parseUrl(location, url);
    if (next !== undefined && url.protocol === 'https:' && next.protocol !== 'https:') {
      return { ok: false, code: 'EURL', reason: 'the server redirects from https to http' };
    }
    // Credentials are for the host they were given for.
    if (next?.origin !== url.origin) headers = without(headers, ['authorization', 'cookie', 'proxy-authorization']);
    if (status === 303 || ((status === 301 || status === 302) && method === 'POST')) {
      method = 'GET';
      body = undefined;
    }
    url = next;
  }
  return { ok: false, code: 'ENETWORK', reason: `the server redirects more than ${mostRedirects} times` };
}

async function exchange(
  { method, headers, limit = 64_000_000 }: HttpRequest,
  body: HttpRequest['body'],
  url: URL,
  signal: AbortSignal,
): Promise<FileResult<HttpResponse>> {
  try {
    const undici = await import('undici');
    dispatcher ??= new undici.EnvHttpProxyAgent();
    const response = await undici.fetch(url, {
      method: method ?? 'GET',
      headers: { 'user-agent': userAgent, ...headers },
      redirect: 'manual',
      dispatcher,
      signal,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of response.body ?? []) {
      length += piece.length;
      if (length > limit) {
        await response.body?.cancel().catch(() => {});
        return { ok: false, code: 'EFBIG', reason: `the answer has more than ${limit} bytes` };
      }
      pieces.push(piece);
    }
    return {
      ok: true,
      value: {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.concat(pieces, length),
        url: url.href,
      },
    };
  } catch (error) {
    return { ok: false, code: 'ENETWORK', reason: networkReason(error) };
  }
}

function networkReason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const known: { readonly [code: string]: string } = {
    ENOTFOUND: 'the host is not known',
    EAI_AGAIN: 'the name server does not answer',
    ECONNREFUSED: 'the connection was refused',
    ECONNRESET: 'the connection was cut',
    UND_ERR_SOCKET: 'the connection was cut',
    CERT_HAS_EXPIRED: "the server's certificate has expired",
    DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is self-signed",
  };
  return (
    (code === undefined ? undefined : known[code]) ?? `the connection failed${code === undefined ? '' : ` (${code})`}`
  );
}

function parseUrl(text: string, base?: URL): URL | undefined {
  const url = URL.parse(text, base?.href) ?? undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}

function without(
  headers: { readonly [name: string]: string },
  names: readonly string[],
): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase())));
}
