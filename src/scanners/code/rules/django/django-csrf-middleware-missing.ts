import { defineSettingRule } from '../../support/settings/django.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-csrf-middleware-missing',
    title: 'A Django project with sessions does not check for forged requests',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-352'],
    aliases: ['codeql:py/csrf-protection-disabled'],
    tags: ['django', 'configuration', 'csrf'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const middleware = settings.get('MIDDLEWARE');
    if (!settings.isComplete || middleware.kind !== 'list') return;
    if (
      !settings.holds('MIDDLEWARE', /SessionMiddleware$/) ||
      !settings.holds('MIDDLEWARE', /AuthenticationMiddleware$/)
    )
      return;
    if (!settings.lacks('MIDDLEWARE', /csrf/i)) return;
    settings.report(middleware, {
      message:
        'Users are logged in by a session cookie, and without `CsrfViewMiddleware` another site can send requests in their name.',
      remediation: 'Add `django.middleware.csrf.CsrfViewMiddleware` to `MIDDLEWARE`.',
    });
  },
});
