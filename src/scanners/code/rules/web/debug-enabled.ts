import { Assign, Attribute, Kind, listItems, Subscript } from '../../../../python/index.ts';
import { replaceNode, unsafeFix } from '../../edits.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'debug-enabled',
    title: 'A web application runs in debug mode',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-489', 'CWE-215', 'CWE-94'],
    aliases: [
      'bandit:B201',
      'ruff:S201',
      'pyscg:0021',
      'codeql:py/flask-debug',
      'semgrep:python.flask.security.audit.debug-enabled.debug-enabled',
      'semgrep:python.flask.security.audit.hardcoded-config.avoid_hardcoded_config_DEBUG',
    ],
    tags: ['web', 'flask', 'configuration'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call(
      '{flask,quart}.{Flask,Quart}().run',
      'bottle.{run,Bottle().run}',
      'werkzeug.serving.run_simple',
      'werkzeug.debug.DebuggedApplication',
      'dash.Dash().{run,run_server}',
      'sanic.Sanic().run',
      'tornado.web.Application',
      'aiohttp.web.Application',
      'fastapi.FastAPI',
      'starlette.applications.Starlette',
    ),
    onNode('Assign', { symbols: ['debug', 'config'], roots: ['flask', 'quart', 'fastapi'] }),
  ],
  check(ctx, node, path) {
    if (ctx.kind(node) === Kind.Assign) {
      const value = Assign.value(ctx.words, node);
      for (const target of listItems(ctx.words, Assign.targets(ctx.words, node))) {
        const isAttribute =
          ctx.kind(target) === Kind.Attribute && ctx.name(Attribute.attr(ctx.words, target)) === 'debug';
        const isItem =
          ctx.kind(target) === Kind.Subscript && ctx.literal(Subscript.slice(ctx.words, target)) === 'DEBUG';
        if ((!isAttribute && !isItem) || ctx.truth(value) !== true) continue;
        const owner = isAttribute ? Attribute.value(ctx.words, target) : Subscript.value(ctx.words, target);
        const owners = ctx.bindings.qualifiedNames(owner);
        if (
          !owners.some((name) =>
            (isAttribute
              ? /^(?:flask\.Flask|quart\.Quart|fastapi\.FastAPI)\(\)$/
              : /^(?:flask\.Flask|quart\.Quart)\(\)\.config$/
            ).test(name),
          )
        )
          continue;
        ctx.report(node, { message, remediation });
      }
      return;
    }
    if (path.endsWith('DebuggedApplication')) {
      const evalex = ctx.argumentNode(node, 'evalex', 1);
      if (evalex !== undefined && ctx.truth(evalex) === true) ctx.report(node, { message, remediation });
      return;
    }
    const isSimple = path.endsWith('run_simple');
    const isApplication = /tornado|aiohttp|fastapi|starlette/.test(path);
    const debug = ctx.argumentNode(
      node,
      isSimple ? 'use_debugger' : 'debug',
      isSimple ? 4 : path.endsWith('Flask().run') ? 2 : undefined,
    );
    if (debug === undefined || ctx.truth(debug) !== true) return;
    ctx.report(node, {
      ...(isApplication ? { severity: 'medium' as const } : {}),
      message: isApplication ? 'Debug mode shows tracebacks with code and values to whoever causes an error.' : message,
      remediation,
      fix: unsafeFix('Switch debug mode off', replaceNode(ctx, debug, 'False')),
    });
  },
});

const message =
  'The debugger of the development server lets whoever causes an error run Python in the process, and shows code and values.';
const remediation =
  'Leave debug mode off, and switch it on by `flask --debug run` or an environment variable on a development machine.';
