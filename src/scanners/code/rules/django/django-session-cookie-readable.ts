import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-session-cookie-readable',
    title: 'Scripts can read the session cookie of Django',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-1004'],
    aliases: [
      'codeql:py/client-exposed-cookie',
      'seed:django-setting-session-cookie-httponly',
      'seed:django-setting-csrf-cookie-httponly',
    ],
    tags: ['django', 'configuration', 'cookies'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    if (judgeSwitch(settings, 'SESSION_COOKIE_HTTPONLY', false, false) !== 'certain') return;
    settings.report(settings.get('SESSION_COOKIE_HTTPONLY'), {
      message:
        'With `SESSION_COOKIE_HTTPONLY` off, a script that gets into a page reads the session and takes it along.',
      remediation: 'Remove the setting: Django protects the cookie by default.',
    });
  },
});
