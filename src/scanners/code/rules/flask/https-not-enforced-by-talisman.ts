import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'https-not-enforced-by-talisman',
    title: 'Flask-Talisman is told not to protect the application',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-319', 'CWE-693'],
    aliases: [],
    tags: ['flask', 'configuration', 'headers'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('flask_talisman.{Talisman,Talisman().init_app}', 'flask_talisman.talisman.Talisman'),
  check(ctx, node) {
    for (const [name, message] of options) {
      const given = ctx.argumentNode(node, name);
      if (given === undefined || ctx.truth(given) !== false) continue;
      if (name === 'content_security_policy' && ctx.text(given) !== 'None' && ctx.text(given) !== 'False') continue;
      ctx.report(given, {
        message,
        remediation: 'Leave the default in production; take the value from a setting for development.',
      });
    }
  },
});

const options = [
  ['force_https', 'Requests over plain HTTP are answered instead of redirected.'],
  ['strict_transport_security', 'Browsers may go back to plain HTTP for the next visit.'],
  ['session_cookie_secure', 'Browsers send the session cookie over plain HTTP too.'],
  ['session_cookie_http_only', 'A script that gets into a page reads the session cookie.'],
  ['content_security_policy', 'Without a policy, a script that gets into a page runs with everything the page may do.'],
] as const;
