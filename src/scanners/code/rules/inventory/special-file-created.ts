import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'special-file-created',
    title: 'A folder or a special file is created',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-732'],
    aliases: [
      'codeaudit:os.makedirs',
      'codeaudit:os.mkdir',
      'codeaudit:os.mkfifo',
      'codeaudit:os.mknod',
      'codeaudit:os.makedev',
    ],
    tags: ['inventory', 'files', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('os.{mkdir,makedirs,mkfifo,mknod,makedev}'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'A folder or special file is created here.',
      remediation: 'Give a mode where others must not read it.',
    });
  },
});
