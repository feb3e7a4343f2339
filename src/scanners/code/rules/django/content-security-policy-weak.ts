import { defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, itemsOf, textOf, type Value } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'content-security-policy-weak',
    title: 'The Content Security Policy allows inline scripts or any source',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-693', 'CWE-79'],
    aliases: ['seed:django-setting-secure-content-security-policy'],
    tags: ['django', 'configuration', 'csp'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const policies: Value[] = [
      settings.get('SECURE_CSP'),
      entryOf(settings.get('CONTENT_SECURITY_POLICY'), 'DIRECTIVES'),
    ];
    const directives = [settings.get('CSP_SCRIPT_SRC'), settings.get('CSP_SCRIPT_SRC_ELEM')];
    if (settings.get('CSP_SCRIPT_SRC').kind === 'unset') directives.push(settings.get('CSP_DEFAULT_SRC'));
    for (const policy of policies) {
      directives.push(entryOf(policy, 'script-src'), entryOf(policy, 'script-src-elem'));
      if (entryOf(policy, 'script-src').kind === 'unset') directives.push(entryOf(policy, 'default-src'));
    }
    for (const directive of directives) {
      const { items } = directive.kind === 'list' ? itemsOf(directive) : { items: [directive] };
      const words = items.map(textOf);
      // Browsers that know nonces, hashes or strict-dynamic ignore unsafe-inline beside them.
      const isStrict =
        items.some((item) => textOf(item) === undefined) ||
        words.some((word) => /^'(?:nonce-|sha\d|strict-dynamic)/.test(word ?? ''));
      items.forEach((item, index) => {
        const word = words[index];
        const isBad =
          word === "'unsafe-inline'"
            ? !isStrict
            : word === '*' || word === 'data:' || word === 'https:' || word === 'http:';
        if (!isBad || word === undefined || (isStrict && words.some((other) => other === "'strict-dynamic'"))) return;
        settings.report(item, {
          message: `With \`${word}\` among the sources of scripts the policy lets a smuggled script run.`,
          remediation: 'Use nonces or hashes for the own inline scripts, and name the hosts that scripts come from.',
        });
      });
    }
  },
});
