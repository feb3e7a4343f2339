import { Call, Kind } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'login-without-rate-limit',
    title: 'A login can be tried without limit',
    severity: 'low',
    confidence: 'low',
    cwe: ['CWE-307', 'CWE-770'],
    aliases: ['seed:code-review-11'],
    tags: ['rate-limit', 'authentication', 'flask', 'fastapi'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: onNode(['FunctionDef', 'AsyncFunctionDef'], { roots: ['flask', 'quart', 'fastapi', 'starlette', 'sanic'] }),
  check(ctx, node) {
    const decorators = ctx.decorators(node);
    const route = decorators.find((decorator) => {
      if (ctx.kind(decorator) !== Kind.Call) return false;
      const callee = ctx.text(Call.func(ctx.words, decorator)).slice(-80);
      const isPost =
        /\.post$/.test(callee) || (/\.route$/.test(callee) && /POST/.test(ctx.text(decorator).slice(0, 400)));
      const path = ctx.argumentNode(decorator, undefined, 0) ?? ctx.argumentNode(decorator, 'path');
      return (
        isPost &&
        path !== undefined &&
        /(?:^|[/_-])(?:log[-_]?in|sign[-_]?in|token|password[-_]?reset|reset[-_]?password|otp|verify[-_]?code|2fa)(?:$|[/_-])/i.test(
          ctx.string(path) ?? '',
        )
      );
    });
    if (route === undefined || decorators.some((decorator) => /limit|throttl/i.test(ctx.text(decorator)))) return;
    if (
      ctx.imports('slowapi') ||
      ctx.imports('flask_limiter') ||
      ctx.imports('fastapi_limiter') ||
      /limit|throttl|lockout|attempts/i.test(ctx.text(node).slice(0, 20_000))
    )
      return;
    ctx.report(route, {
      message: 'Nothing here limits how often passwords or codes can be tried.',
      remediation: 'Limit attempts per account and address: Flask-Limiter, slowapi, or the server in front.',
    });
  },
});
