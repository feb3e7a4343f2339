import { defineSettingRule } from '../../support/settings/django.ts';
import { judge, textOf, truthOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-cookie-without-samesite',
    title: 'Django sends its cookies along with requests of other sites',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-1275'],
    aliases: ['codeql:py/samesite-none-cookie', 'seed:django-setting-session-cookie-samesite'],
    tags: ['django', 'configuration', 'cookies'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    for (const name of ['SESSION_COOKIE_SAMESITE', 'CSRF_COOKIE_SAMESITE']) {
      const value = settings.get(name);
      const verdict = judge(value, (known) => truthOf(known) === false || /^none$/i.test(textOf(known) ?? ''));
      if (verdict !== 'certain' || value.kind === 'unset') continue;
      settings.report(value, {
        ...(name.startsWith('SESSION') ? { severity: 'medium' as const } : {}),
        message: `With \`${name}\` off, a page of another site sends requests with the cookie of the visitor.`,
        remediation: 'Leave the default, `"Lax"`, unless the site must work inside a frame of another one.',
      });
    }
  },
});
