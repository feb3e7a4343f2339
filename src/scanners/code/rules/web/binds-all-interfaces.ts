import { Kind, listItems, Tuple } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const everywhere = /^(?:0\.0\.0\.0|::|\[::\]|0|)$/;

export const rule = defineRule({
  meta: {
    name: 'binds-all-interfaces',
    title: 'A service listens on every network interface',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-1327', 'CWE-605', 'CWE-668'],
    aliases: [
      'bandit:B104',
      'ruff:S104',
      'codeaudit:s.bind',
      'codeql:py/bind-socket-all-network-interfaces',
      'semgrep:python.lang.security.audit.network.bind.avoid-bind-to-all-interfaces',
      'semgrep:python.flask.security.audit.app-run-param-config.avoid_app_run_with_bad_host',
    ],
    tags: ['network', 'configuration'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call('socket.socket().bind', 'socket.create_server', '*.bind'),
    call(
      '{flask,quart}.{Flask,Quart}().run',
      'uvicorn.run',
      'waitress.serve',
      'hypercorn.run',
      'werkzeug.serving.run_simple',
      'aiohttp.web.{run_app,TCPSite}',
      'bottle.run',
      'sanic.Sanic().run',
      'dash.Dash().{run,run_server}',
    ),
    call(
      'asyncio.start_server',
      'http.server.{HTTPServer,ThreadingHTTPServer}',
      'socketserver.{TCPServer,UDPServer,ThreadingTCPServer,ThreadingUDPServer}',
      'wsgiref.simple_server.make_server',
      'xmlrpc.server.SimpleXMLRPCServer',
    ),
  ],
  check(ctx, node, path) {
    const takesAddress = /\.bind$|create_server$|http\.server|socketserver|SimpleXMLRPCServer/.test(path);
    const position =
      path.endsWith('start_server') || path.endsWith('TCPSite')
        ? 1
        : path === 'uvicorn.run' || path.endsWith('run_app') || path.endsWith('waitress.serve')
          ? undefined
          : 0;
    let host = takesAddress
      ? ctx.argumentNode(node, undefined, 0)
      : ctx.argumentNode(node, path.endsWith('run_simple') ? 'hostname' : 'host', position);
    if (host === undefined) return;
    if (takesAddress) {
      const address = ctx.valueOf(host);
      if (ctx.kind(address) !== Kind.Tuple) return;
      const [first, port] = listItems(ctx.words, Tuple.elts(ctx.words, address));
      // Port 0 is a port for one answer, not a service.
      if (first === undefined || (port !== undefined && ctx.integer(port) === 0)) return;
      host = first;
    }
    const text = ctx.string(host);
    if (text === undefined || !everywhere.test(text)) return;
    ctx.report(host, {
      message: 'The service answers on every network the machine is in, also on those nobody thought of.',
      remediation:
        'Listen on `127.0.0.1` or on the address of the network that is meant; let the deployment choose by a setting.',
    });
  },
});
