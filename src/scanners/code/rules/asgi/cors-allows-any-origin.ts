import { Kind, List, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'cors-allows-any-origin',
    title: 'Pages of any site may read the answers of the application',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-942'],
    aliases: [
      'codeql:py/cors-misconfiguration-with-credentials',
      'semgrep:python.fastapi.security.wildcard-cors.wildcard-cors',
      'seed:misconfiguration-3',
    ],
    tags: ['cors', 'web', 'fastapi', 'flask'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    '{starlette,fastapi}.middleware.cors.CORSMiddleware',
    'starlette.applications.Starlette().add_middleware',
    'fastapi.FastAPI().add_middleware',
    '{starlette,fastapi}.middleware.Middleware',
    'flask_cors.{CORS,cross_origin}',
    'quart_cors.{cors,route_cors}',
    'sanic_cors.CORS',
    'aiohttp_cors.setup',
  ),
  check(ctx, node, path) {
    const isFlask = /flask_cors|sanic_cors/.test(path);
    if (/add_middleware$|\.Middleware$/.test(path)) {
      const middleware = ctx.argumentNode(node, undefined, 0);
      if (middleware === undefined || !(ctx.qualifiedName(middleware) ?? '').endsWith('.CORSMiddleware')) return;
    }
    const origins = ctx.argument(node, isFlask ? 'origins' : path.includes('quart') ? 'allow_origin' : 'allow_origins');
    const regex = ctx.argumentNode(node, 'allow_origin_regex');
    const anyOrigin =
      (origins.state === 'given' && hasWildcard(ctx, origins.node)) ||
      (regex !== undefined && /^\^?(?:https?:\/\/|https\?:\/\/)?\(?\.[*+]\)?\$?$/.test(ctx.string(regex) ?? ''));
    const isDefault = isFlask && origins.state === 'absent' && ctx.omits(node, 'resources');
    if (!anyOrigin && !isDefault) return;
    const credentials = ctx.truthOfArgument(node, isFlask ? 'supports_credentials' : 'allow_credentials') === true;
    // Without cookies an open answer is one that anybody can ask for anyway.
    if (!credentials) {
      ctx.report(node, {
        severity: 'low',
        message:
          'Any site may read what the application answers. Without credentials that matters where it is reachable only from inside, or knows users by their address.',
        remediation: 'List the origins that need it.',
      });
      return;
    }
    ctx.report(node, {
      severity: 'high',
      message:
        'Any site may send requests with the cookies of the visitor and read the answers: it acts as the visitor.',
      remediation: 'List the origins that need credentials.',
    });
  },
});

function hasWildcard(ctx: RuleContext, node: Node): boolean {
  const value = ctx.valueOf(node);
  const kind = ctx.kind(value);
  const items =
    kind === Kind.List || kind === Kind.Tuple || kind === Kind.SetExpr
      ? listItems(ctx.words, List.elts(ctx.words, value))
      : [value];
  return items.some((item) => ctx.string(item) === '*');
}
