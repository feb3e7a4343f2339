import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'descriptor-used',
    title: 'A file descriptor is read or written directly',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-20'],
    aliases: ['codeaudit:os.read', 'codeaudit:os.write', 'codeaudit:os.writev'],
    tags: ['inventory', 'files', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('os.{read,write,readv,writev,pread,pwrite}'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'A descriptor is used without the file object around it.',
      remediation: 'Use the result: fewer bytes than asked are no error.',
    });
  },
});
