/** How a URL begins, and whether it leaves the machine. */
import type { Node, RuleContext } from '../rule-context.ts';
import { stringShape } from '../string-shape.ts';

/** Hosts that stay on this machine or in this network, or that nobody can own (RFC 2606, 6761). */
const privateHost =
  /^(?:localhost|[^.]+|\[?::1?\]?|\[?f[cd].*|0\.0\.0\.0|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(?:1[6-9]|2\d|3[01])\..*|.*\.(?:local|localhost|internal|lan|test|invalid|example|svc|cluster\.local|home\.arpa)|metadata\.google\.internal|(?:www\.)?w3\.org)$/i;

/** The constant text a URL begins with, up to the first part that is not known. */
export function urlStart(ctx: RuleContext, node: Node): string | undefined {
  const known = ctx.string(node);
  if (known !== undefined) return known;
  const first = stringShape(ctx, node)?.[0];
  return first?.kind === 'text' ? first.text : undefined;
}

/** Whether a text is a clear-text URL of a host that others can stand before. */
export function isPublicHttp(url: string): boolean {
  return /^http:\/\//i.test(url) && isPublicHost(url);
}

/** Whether the host of a URL is known and public. */
export function isPublicHost(url: string): boolean {
  const host = /^[a-z]+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]+)(?=[/:?#]|$)/i.exec(url)?.[1];
  return host !== undefined && !privateHost.test(host);
}
