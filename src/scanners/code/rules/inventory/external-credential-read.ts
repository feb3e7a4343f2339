import { Kind, Subscript } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';

const credential =
  /(?:^|_)(?:API_?KEY|ACCESS_KEY(?:_ID)?|SECRET(?:_KEY)?|TOKEN|PASSWORD|DSN|CREDENTIALS|WEBHOOK(?:_URL)?)$/i;

export const rule = defineRule({
  meta: {
    name: 'external-credential-read',
    title: 'A credential of an external service is read from the environment',
    severity: 'info',
    confidence: 'medium',
    cwe: ['CWE-200', 'CWE-359'],
    aliases: ['codeaudit:feature:egress-detection'],
    tags: ['inventory', 'secrets', 'privacy'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: [call('os.getenv', 'os.environ.get'), onNode('Subscript', { symbols: ['environ'] })],
  check(ctx, node) {
    const { words } = ctx;
    if (words[node] === Kind.Subscript && !ctx.denotes(Subscript.value(words, node), 'os.environ')) return;
    const name = words[node] === Kind.Call ? ctx.argumentNode(node, undefined, 0) : Subscript.slice(words, node);
    const text = name === undefined ? undefined : ctx.string(name);
    if (text === undefined || !credential.test(text)) return;
    ctx.report(node, {
      message: `The environment gives \`${text}\`: data can go to the service behind it.`,
      remediation: 'Note which data goes there and on which legal ground.',
    });
  },
});
