import { Assign, Attribute, If, Kind, listItems } from '../../../../python/index.ts';
import { removeKeyword, unsafeFix } from '../../edits.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const verbs = '{get,options,head,post,put,patch,delete,request,stream,send}';

export const rule = defineRule({
  meta: {
    name: 'certificate-not-verified',
    title: 'The certificate of a TLS connection is not verified',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-295'],
    aliases: [
      'bandit:B501',
      'bandit:B323',
      'ruff:S501',
      'ruff:S323',
      'codeql:py/request-without-cert-validation',
      'semgrep:python.requests.security.disabled-cert-validation.disabled-cert-validation',
      'semgrep:python.lang.security.audit.network.disabled-cert-validation.disabled-cert-validation',
      'semgrep:python.lang.security.unverified-ssl-context.unverified-ssl-context',
    ],
    tags: ['tls', 'transport', 'requests', 'httpx'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call(`requests.${verbs}`, `requests.api.${verbs}`, `requests.{Session,session,sessions.Session}().${verbs}`),
    call(
      `httpx.${verbs}`,
      'httpx.{Client,AsyncClient,HTTPTransport,AsyncHTTPTransport,create_ssl_context}',
      `httpx.{Client,AsyncClient}().${verbs}`,
    ),
    call(
      `aiohttp.ClientSession().${verbs}`,
      `aiohttp.ClientSession().ws_connect`,
      'aiohttp.{TCPConnector,connector.TCPConnector,request}',
    ),
    call(
      'urllib3.{PoolManager,HTTPSConnectionPool,ProxyManager,connection_from_url}',
      'urllib3.poolmanager.{PoolManager,ProxyManager}',
    ),
    call('ssl.{_create_unverified_context,wrap_socket}', 'ssl.{SSLContext,create_default_context}().wrap_socket'),
    onNode('Assign', { symbols: ['verify_mode', 'check_hostname', '_create_default_https_context', 'verify'] }),
  ],
  check(ctx, node, path) {
    if (ctx.kind(node) === Kind.Assign) {
      const value = Assign.value(ctx.words, node);
      for (const target of listItems(ctx.words, Assign.targets(ctx.words, node))) {
        if (ctx.kind(target) !== Kind.Attribute) continue;
        const name = ctx.name(Attribute.attr(ctx.words, target));
        if (!watched.has(name)) continue;
        const owner = ctx.bindings.qualifiedNames(Attribute.value(ctx.words, target));
        const isContext = owner.some((known) => known.startsWith('ssl.') && known.endsWith('()'));
        const isSession = owner.some((known) => /^requests\.(?:sessions\.)?[Ss]ession\(\)$/.test(known));
        const isOff =
          (name === 'verify_mode' && ctx.denotes(value, 'ssl.CERT_NONE', 'ssl.VerifyMode.CERT_NONE')) ||
          (name === 'check_hostname' &&
            isContext &&
            ctx.truth(value) === false &&
            !turnsOffMode(
              ctx.text(ctx.enclosingFunction(node) ?? ctx.module.root),
              ctx.text(Attribute.value(ctx.words, target)),
            )) ||
          (name === '_create_default_https_context' &&
            owner.includes('ssl') &&
            ctx.denotes(value, 'ssl._create_unverified_context')) ||
          (name === 'verify' && isSession && ctx.truth(value) === false);
        if (isOff && !isServerSide(ctx, node) && !isCallersChoice(ctx, node))
          ctx.report(node, { message, remediation });
      }
      return;
    }
    if (path === 'ssl._create_unverified_context') {
      ctx.report(node, { message, remediation });
      return;
    }
    const isUrllib3 = path.startsWith('urllib3') || path.endsWith('wrap_socket');
    if (isUrllib3) {
      const mode = ctx.argumentNode(node, 'cert_reqs');
      if (mode === undefined) return;
      const value = ctx.constant(mode);
      const isNone =
        ctx.denotes(mode, 'ssl.CERT_NONE', 'ssl.VerifyMode.CERT_NONE') ||
        (value?.kind === 'str' && /^(?:CERT_)?NONE$/.test(value.value));
      if (isNone) ctx.report(node, { message, remediation });
      return;
    }
    for (const name of path.startsWith('aiohttp') ? ['ssl', 'verify_ssl', 'ssl_context'] : ['verify']) {
      const verify = ctx.argumentNode(node, name);
      const value = verify === undefined ? undefined : ctx.constant(verify);
      if (verify === undefined || value === undefined) continue;
      const isOff = value.kind === 'bool' ? !value.value : value.kind === 'int' && value.value === 0n;
      if (!isOff) continue;
      const edit = removeKeyword(ctx, node, verify);
      ctx.report(node, {
        message,
        remediation,
        fix: edit === undefined ? undefined : unsafeFix('Verify the certificate', edit),
      });
      return;
    }
  },
});

const watched: ReadonlySet<string> = new Set([
  'verify_mode',
  'check_hostname',
  '_create_default_https_context',
  'verify',
]);
const message = 'Without a verified certificate anyone between the two ends can read and change the traffic.';
const remediation =
  'Verify certificates; for an own certificate authority pass its file (`verify="ca.pem"`, `cafile=`).';

/** The same context also gets CERT_NONE, which is reported: one finding is enough. */
function turnsOffMode(text: string, owner: string): boolean {
  return text.includes(`${owner}.verify_mode = ssl.CERT_NONE`) || text.includes(`${owner}.verify_mode = CERT_NONE`);
}

/** A server does not compare host names. */
function isServerSide(ctx: RuleContext, node: Node): boolean {
  const around = ctx.enclosing(node, Kind.If);
  return (
    around !== undefined && /server_side|is_server|purpose.*CLIENT_AUTH/i.test(ctx.text(If.test(ctx.words, around)))
  );
}

/** A caller who asks for it (`if not verify: …`) decides, not this place; unless not verifying is what he gets without asking. */
function isCallersChoice(ctx: RuleContext, node: Node): boolean {
  const around = ctx.enclosingFunction(node);
  if (around !== undefined && /\bverif\w*\s*(?::\s*bool\s*)?=\s*False\b/.test(ctx.text(around).slice(0, 2000)))
    return false;
  for (let branch = ctx.enclosing(node, Kind.If); branch !== undefined; branch = ctx.enclosing(branch, Kind.If)) {
    const test = ctx.text(If.test(ctx.words, branch));
    if (/verif|insecure|unsafe|cert_reqs|validate_?cert/i.test(test) && !/environ|getenv|debug/i.test(test))
      return true;
  }
  return false;
}
