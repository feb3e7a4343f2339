import { Kind } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';
import { flaskSetting } from '../../support/settings/flask.ts';

export const rule = defineRule({
  meta: {
    name: 'flask-session-cookie-weak',
    title: 'The session cookie of Flask is weakly protected',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-614', 'CWE-1004', 'CWE-1275'],
    aliases: [
      'codeql:py/insecure-cookie',
      'codeql:py/client-exposed-cookie',
      'codeql:py/samesite-none-cookie',
      'seed:misconfiguration-6',
    ],
    tags: ['flask', 'cookies', 'configuration'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    onNode('Assign', {
      symbols: [
        'config',
        'SESSION_COOKIE_SECURE',
        'SESSION_COOKIE_HTTPONLY',
        'SESSION_COOKIE_SAMESITE',
        'REMEMBER_COOKIE_SECURE',
        'REMEMBER_COOKIE_HTTPONLY',
        'JWT_COOKIE_SECURE',
        'JWT_COOKIE_CSRF_PROTECT',
      ],
    }),
    call('flask.Flask().config.{update,from_mapping}', 'quart.Quart().config.{update,from_mapping}'),
  ],
  check(ctx, node) {
    // Django has settings of the same names.
    if (
      ctx.kind(ctx.parent(node) ?? node) === Kind.Module &&
      !/flask|quart|superset|airflow/i.test(ctx.file.path) &&
      !ctx.imports('flask') &&
      !isFlaskProject(ctx)
    )
      return;
    for (const { name, value } of flaskSetting(
      ctx,
      node,
      /^(?:SESSION|REMEMBER|JWT)_COOKIE_(?:SECURE|HTTPONLY|SAMESITE|CSRF_PROTECT)$/,
    )) {
      const isSameSite = name.endsWith('SAMESITE');
      const isOff = isSameSite ? /^none$/i.test(ctx.string(value) ?? '') : ctx.truth(value) === false;
      if (!isOff) continue;
      const kind = name.endsWith('SECURE') ? 0 : name.endsWith('HTTPONLY') ? 1 : 2;
      ctx.report(value, {
        cwe: [['CWE-614'], ['CWE-1004'], ['CWE-1275', 'CWE-352']][kind],
        severity: kind === 2 && isSameSite ? 'low' : 'medium',
        message: [
          `With \`${name}\` off, browsers send the cookie over plain HTTP too, where it can be read on the way.`,
          `With \`${name}\` off, a script that gets into a page reads the cookie and takes the login along.`,
          `With this \`${name}\`, a page of another site sends requests with the cookie of the visitor.`,
        ][kind],
        remediation: 'Switch it on in production; use a configuration class of its own for development.',
      });
    }
  },
});

function isFlaskProject(ctx: RuleContext): boolean {
  return ctx.scan.memo(isFlaskProject, () => {
    const names = new Set(ctx.project.frameworks.map(({ name }) => name));
    return names.has('flask') && !names.has('django');
  });
}
