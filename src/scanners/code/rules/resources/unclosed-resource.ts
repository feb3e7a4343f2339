import { AnnAssign, Assign, Kind, lineIndexOf, listItems, NamedExpr, startOf } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { fateOf } from '../../support/types/resources.ts';

export const rule = defineRule({
  meta: {
    name: 'unclosed-resource',
    title: 'A file, socket or connection is not closed on every path',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-404', 'CWE-772'],
    aliases: [
      'pyscg:0051',
      'codeql:py/file-not-closed',
      'semgrep:python.lang.best-practice.open-never-closed.open-never-closed',
    ],
    tags: ['resources', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call(
    'builtins.open',
    '{io,codecs,gzip,bz2,lzma,tarfile}.open',
    'os.fdopen',
    'zipfile.ZipFile',
    'tempfile.{TemporaryFile,NamedTemporaryFile,SpooledTemporaryFile}',
    'socket.{socket,create_connection,create_server}',
    'sqlite3.connect',
    '{psycopg2,psycopg,pymysql,MySQLdb,pyodbc,cx_Oracle,oracledb}.connect',
    'smtplib.{SMTP,SMTP_SSL}',
    'ftplib.{FTP,FTP_TLS}',
    'imaplib.{IMAP4,IMAP4_SSL}',
    'urllib.request.urlopen',
    'aiohttp.ClientSession',
  ),
  check(ctx, node) {
    const { words } = ctx;
    let value = node;
    let parent = ctx.parent(node);
    if (parent !== undefined && words[parent] === Kind.Await) {
      value = parent;
      parent = ctx.parent(parent);
    }
    if (parent === undefined) return;
    let target: number | undefined;
    if (words[parent] === Kind.Assign && Assign.value(words, parent) === value) {
      const targets = listItems(words, Assign.targets(words, parent));
      if (targets.length === 1) target = targets[0];
    } else if (words[parent] === Kind.AnnAssign) target = AnnAssign.target(words, parent);
    else if (words[parent] === Kind.NamedExpr) target = NamedExpr.target(words, parent);
    // A module's handle lives as long as the program.
    if (target === undefined || words[target] !== Kind.Name || ctx.enclosingFunction(node) === undefined) return;
    const fate = fateOf(ctx, node, target);
    if (fate.kind === 'settled') return;
    const name = ctx.text(target);
    const line = fate.kind === 'missed' ? lineIndexOf(ctx.module).position(startOf(words, fate.exit)).line : undefined;
    ctx.report(node, {
      message:
        line === undefined
          ? `Nothing closes \`${name}\`: the descriptor stays open until the garbage collector finds it, and a long-running program runs out of them.`
          : `\`${name}\` stays open when line ${line} returns before it is closed.`,
      remediation: `Open it in a \`with\` statement, or close it in \`finally\`.`,
    });
  },
});
