import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'session-cookie-without-secure',
    title: 'A session cookie of a framework is sent over plain HTTP too',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-614'],
    aliases: [
      'codeql:py/insecure-cookie',
      'semgrep:python.pyramid.audit.authtkt-cookie-secure-unsafe-value.pyramid-authtkt-cookie-secure-unsafe-value',
    ],
    tags: ['cookies', 'web', 'starlette', 'pyramid', 'aiohttp'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    '{starlette,fastapi}.{middleware.sessions.SessionMiddleware,applications.Starlette().add_middleware}',
    'fastapi.FastAPI().add_middleware',
    'starlette.middleware.Middleware',
    'fastapi.middleware.Middleware',
    'pyramid.session.{SignedCookieSessionFactory,BaseCookieSessionFactory}',
    'pyramid.authentication.{AuthTktAuthenticationPolicy,AuthTktCookieHelper}',
    'aiohttp_session.cookie_storage.EncryptedCookieStorage',
    'aiohttp_session.redis_storage.RedisStorage',
  ),
  check(ctx, node, path) {
    const isStarlette = /add_middleware$|Middleware$/.test(path);
    if (isStarlette && !path.endsWith('SessionMiddleware')) {
      const middleware = ctx.argumentNode(node, undefined, 0);
      if (middleware === undefined || !ctx.denotes(middleware, 'starlette.middleware.sessions.SessionMiddleware'))
        return;
    }
    const flag = ctx.argument(node, isStarlette ? 'https_only' : 'secure');
    if (flag.state === 'unknown') return;
    const isOff = flag.state === 'given' && ctx.truth(flag.node) === false;
    if (flag.state === 'given' && !isOff) return;
    ctx.report(node, {
      ...(isOff ? { severity: 'medium' as const } : {}),
      message: 'Browsers send the session cookie over plain HTTP too, where it can be read on the way.',
      remediation: `Pass \`${isStarlette ? 'https_only' : 'secure'}=True\`, from a setting where development runs without TLS.`,
    });
  },
});
