import { Attribute } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'pam-account-not-checked',
    title: 'A PAM login does not check whether the account is valid',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-285'],
    aliases: ['codeql:py/pam-auth-bypass'],
    tags: ['authentication'],
    since: '0.1.0',
  },
  on: call('*.pam_authenticate'),
  check(ctx, node) {
    const check = ctx.module.symbols.find('pam_acct_mgmt');
    if (!ctx.imports('ctypes') && !ctx.imports('cffi')) return;
    if (check !== 0 && ctx.nodesOf('Attribute').some((attribute) => Attribute.attr(ctx.words, attribute) === check))
      return;
    ctx.report(node, {
      message: 'The password is checked, but not whether the account may be used.',
      remediation: 'Call `pam_acct_mgmt` too and refuse the login when it fails.',
    });
  },
});
