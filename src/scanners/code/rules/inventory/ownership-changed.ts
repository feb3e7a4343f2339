import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'ownership-changed',
    title: 'The owner of a file is changed',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-732'],
    aliases: ['codeaudit:shutil.chown'],
    tags: ['inventory', 'files', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('shutil.chown', 'os.{chown,lchown,fchown}'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'The owner of a file is changed here.',
      remediation: 'Use a file descriptor or `follow_symlinks=False`, in a folder that nobody else can write.',
    });
  },
});
