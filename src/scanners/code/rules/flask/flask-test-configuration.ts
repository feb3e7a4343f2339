import { ClassDef, Kind } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { flaskSetting, settingClass } from '../../support/settings/flask.ts';

export const rule = defineRule({
  meta: {
    name: 'flask-test-configuration',
    title: 'A Flask application runs with its settings for development or tests',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-489'],
    aliases: [
      'pyscg:0021',
      'semgrep:python.flask.security.audit.hardcoded-config.avoid_hardcoded_config_TESTING',
      'semgrep:python.flask.security.audit.hardcoded-config.avoid_hardcoded_config_ENV',
    ],
    tags: ['flask', 'configuration', 'debug'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    onNode('Assign', { symbols: ['config', 'TESTING', 'DEBUG', 'ENV', 'PROPAGATE_EXCEPTIONS'] }),
    call('flask.Flask().config.{update,from_mapping}', 'quart.Quart().config.{update,from_mapping}'),
  ],
  check(ctx, node) {
    if (!ctx.imports('flask') && !ctx.imports('quart') && settingClass(ctx, node) === undefined) return;
    for (const { name, value } of flaskSetting(ctx, node, /^(?:TESTING|DEBUG|ENV)$/)) {
      if (name === 'ENV' ? !/^dev/.test(ctx.string(value) ?? '') : ctx.truth(value) !== true) continue;
      const around = settingClass(ctx, node);
      // In a class, only one that is for production by its name; `app.config["DEBUG"]` has a rule of its own.
      if (around === undefined ? name === 'DEBUG' : !/prod|live/i.test(ctx.name(ClassDef.name(ctx.words, around))))
        continue;
      if (
        around === undefined &&
        ctx.kind(node) === Kind.Assign &&
        ctx.enclosingFunction(node) === undefined &&
        !ctx.text(node).includes('[')
      )
        continue;
      ctx.report(value, {
        message: `With \`${name}\` the application shows errors to visitors and leaves out checks that production needs.`,
        remediation: 'Set it in the configuration of tests or development only.',
      });
    }
  },
});
