import { call, defineRule } from '../../rule.ts';
import { runsDecoded } from '../../support/decoded-code.ts';
import { subprocessCalls } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'install-script-runs-code',
    title: 'An install script fetches or starts something',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-829', 'CWE-506'],
    aliases: [],
    tags: ['supply-chain', 'packaging'],
    since: '0.1.0',
  },
  on: call(
    'urllib.request.{urlopen,urlretrieve}',
    'requests.{get,post,request}',
    'httpx.{get,post}',
    'socket.socket',
    'socket.create_connection',
    'builtins.{exec,eval}',
    'os.{system,popen}',
    subprocessCalls,
  ),
  check(ctx, node, path) {
    if (!/(?:^|\/)setup\.py$/.test(ctx.file.path)) return;
    const isCommand = path.startsWith('os.') || path.startsWith('subprocess.');
    if (path.startsWith('builtins.')) {
      if (!runsDecoded(ctx, node)) return;
    } else if (
      isCommand &&
      !/\b(?:curl|wget|powershell|Invoke-WebRequest)\b|\/dev\/tcp/.test(ctx.text(node).slice(0, 1000))
    )
      return;
    ctx.report(node, {
      message: 'Whoever installs this package runs this line, with his rights.',
      remediation: 'Take it out of the install script; put what is needed into the package.',
    });
  },
});
