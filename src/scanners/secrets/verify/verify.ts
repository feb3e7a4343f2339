/**
 * Asks providers whether credentials still work: only on request, one request per credential, one at a time. Values go
 * to the provider's address and nowhere else; neither results nor reasons hold them.
 */
import { breatheFor, sendHttp } from '../../../platform/index.ts';
import { type IdentityEndpoint, identityEndpoints } from './providers.ts';

export type Verdict = 'works' | 'refused' | 'unknown';

export interface VerifyOptions {
  /** Origins in place of the providers' own, by id: `{ github: 'https://github.internal/api/v3' }`. */
  readonly origins?: { readonly [id: string]: string } | undefined;
  /** Milliseconds between two requests. Default 500. */
  readonly pause?: number | undefined;
}

export interface Verified {
  readonly verdict: Verdict;
  readonly provider: string;
}

export interface VerifyResult {
  readonly byValue: ReadonlyMap<string, Verified>;
  readonly requests: number;
  /** Credentials beyond the limit of one run. */
  readonly notAsked: number;
}

const mostRequests = 100;
const timeoutMilliseconds = 10_000;
const largestAnswer = 1_000_000;

/** Equal values are asked about once. Rules without an endpoint are left out. */
export async function verifyCredentials(
  credentials: readonly { readonly rule: string; readonly value: string }[],
  { origins = {}, pause = 500 }: VerifyOptions = {},
): Promise<VerifyResult> {
  const byValue = new Map<string, Verified>();
  let requests = 0;
  let notAsked = 0;
  for (const { rule, value } of credentials) {
    const endpoint = identityEndpoints.find(({ rules }) => rules.includes(rule));
    // What is no token cannot be put into a header.
    if (endpoint === undefined || byValue.has(value) || !/^[\x21-\x7e]{8,4096}$/.test(value)) continue;
    if (requests >= mostRequests) {
      notAsked++;
      continue;
    }
    if (requests > 0) await breatheFor(pause);
    requests++;
    byValue.set(value, { verdict: await ask(endpoint, value, origins[endpoint.id]), provider: endpoint.name });
  }
  return { byValue, requests, notAsked };
}

async function ask(endpoint: IdentityEndpoint, value: string, origin = endpoint.origin): Promise<Verdict> {
  const answer = await sendHttp({
    url: `${origin.replace(/\/$/, '')}${endpoint.path}`,
    ...(endpoint.method === undefined ? {} : { method: endpoint.method }),
    headers: { authorization: `Bearer ${value}`, accept: 'application/json' },
    limit: largestAnswer,
    timeoutMilliseconds,
    retries: 0,
  });
  if (!answer.ok) return 'unknown';
  const { status, body } = answer.value;
  if (status === 401) return 'refused';
  if (status !== 200) return 'unknown';
  // A login page or a firewall answers 200 too: only the member that the provider documents counts.
  const content = readObject(body);
  if (content === undefined) return 'unknown';
  if (endpoint.okMember !== undefined && content[endpoint.okMember] === false)
    return content['error'] === 'invalid_auth' ||
      content['error'] === 'token_revoked' ||
      content['error'] === 'account_inactive'
      ? 'refused'
      : 'unknown';
  return content[endpoint.proof] === undefined ? 'unknown' : 'works';
}

function readObject(body: Uint8Array): { readonly [key: string]: unknown } | undefined {
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? { ...content } : undefined;
  } catch {
    return undefined;
  }
}
