import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-cookie-without-secure',
    title: 'Django sends its session or CSRF cookie over plain HTTP',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-614'],
    aliases: [
      'codeql:py/insecure-cookie',
      'seed:misconfiguration-6',
      'seed:django-setting-session-cookie-secure',
      'seed:django-setting-csrf-cookie-secure',
    ],
    tags: ['django', 'configuration', 'cookies'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const missing: string[] = [];
    for (const [name, middleware] of cookies) {
      if (judgeSwitch(settings, name, false, true) !== 'certain') continue;
      const value = settings.get(name);
      if (value.kind === 'unset') {
        if (settings.holds('MIDDLEWARE', middleware)) missing.push(`\`${name}\``);
      } else
        settings.report(value, {
          message: `With \`${name}\` off, browsers send the cookie over plain HTTP too, where it can be read on the way.`,
          remediation,
        });
    }
    if (missing.length === 0) return;
    settings.reportMissing({
      severity: 'low',
      message: `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set: browsers send the cookies over plain HTTP too, where they can be read on the way.`,
      remediation,
    });
  },
});

const cookies = [
  ['SESSION_COOKIE_SECURE', /SessionMiddleware$/],
  ['CSRF_COOKIE_SECURE', /CsrfViewMiddleware$/],
] as const;
const remediation = 'Set `SESSION_COOKIE_SECURE = True` and `CSRF_COOKIE_SECURE = True` in the settings of production.';
