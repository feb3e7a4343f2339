import { Call } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';
import { flaskSetting } from '../../support/settings/flask.ts';

export const rule = defineRule({
  meta: {
    name: 'csrf-protection-off',
    title: 'CSRF protection of a web framework is switched off',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-352'],
    aliases: [
      'codeql:py/csrf-protection-disabled',
      'semgrep:python.flask.security.audit.wtf-csrf-disabled.flask-wtf-csrf-disabled',
      'semgrep:python.pyramid.security.csrf-check-disabled-globally.pyramid-csrf-check-disabled-globally',
      'semgrep:python.pyramid.audit.csrf-origin-check-disabled.pyramid-csrf-origin-check-disabled',
    ],
    tags: ['csrf', 'web', 'flask', 'pyramid', 'tornado'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call('pyramid.config.Configurator().set_default_csrf_options', 'tornado.web.Application'),
    onNode('Assign', { symbols: ['config', 'WTF_CSRF_ENABLED', 'WTF_CSRF_CHECK_DEFAULT'] }),
    call('flask.Flask().config.{update,from_mapping}', 'quart.Quart().config.{update,from_mapping}'),
  ],
  check(ctx, node, path) {
    const remediation = 'Leave the protection on, and exempt single views that do not rely on a cookie.';
    if (path.endsWith('set_default_csrf_options')) {
      if (ctx.truthOfArgument(node, 'require_csrf', 0) === false)
        ctx.report(node, { message: 'Other sites can send requests in the name of a logged-in user.', remediation });
      else if (ctx.truthOfArgument(node, 'check_origin') === false)
        ctx.report(node, {
          severity: 'low',
          message: 'The origin of requests over HTTPS is not compared.',
          remediation,
        });
      return;
    }
    if (path.endsWith('tornado.web.Application')) {
      const xsrf = ctx.argumentNode(node, 'xsrf_cookies');
      if (xsrf !== undefined && ctx.truth(xsrf) === false)
        ctx.report(xsrf, {
          message: 'Other sites can send requests in the name of a logged-in user.',
          remediation: 'Pass `xsrf_cookies=True`.',
        });
      else if (
        ctx.omits(node, 'xsrf_cookies') &&
        ctx.argumentNode(node, 'login_url') !== undefined &&
        ctx.argumentNode(node, 'cookie_secret') !== undefined
      )
        ctx.report(node, {
          confidence: 'medium',
          message: 'Users log in by a cookie, and without `xsrf_cookies` other sites can send requests in their name.',
          remediation: 'Pass `xsrf_cookies=True`.',
        });
      return;
    }
    for (const { name, value } of flaskSetting(ctx, node, /^WTF_CSRF_(?:ENABLED|CHECK_DEFAULT)$/))
      if (ctx.truth(value) === false && !(name.endsWith('DEFAULT') && checksItself(ctx)))
        ctx.report(value, {
          message: 'Forms are accepted from other sites, in the name of a logged-in user.',
          remediation,
        });
  },
});

/** Some views ask for the check by `csrf.protect()`. */
function checksItself(ctx: RuleContext): boolean {
  return ctx
    .nodesOf('Call')
    .some((node) => /(?:^|\.)_?csrf\w*\.protect$/i.test(ctx.text(Call.func(ctx.words, node)).slice(0, 60)));
}
