import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'interpreter-hooked',
    title: 'The interpreter is traced or profiled by a hook',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-489'],
    aliases: ['codeaudit:sys.call_tracing', 'codeaudit:sys.setprofile', 'codeaudit:sys.settrace'],
    tags: ['inventory', 'developer-tools', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('sys.{settrace,setprofile,call_tracing}', 'threading.{settrace,setprofile}'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'From here on a function sees every call of the program.',
      remediation: 'Keep it out of what is delivered.',
    });
  },
});
