import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-https-not-enforced',
    title: 'Django answers over plain HTTP',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-319'],
    aliases: ['seed:django-setting-secure-ssl-redirect'],
    tags: ['django', 'configuration', 'tls'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    if (judgeSwitch(settings, 'SECURE_SSL_REDIRECT', false, true) !== 'certain') return;
    const value = settings.get('SECURE_SSL_REDIRECT');
    if (value.kind === 'unset' && settings.lacks('MIDDLEWARE', /SecurityMiddleware$/)) return;
    const report = {
      message: 'Requests over plain HTTP are answered instead of redirected, unless the server in front does it.',
      remediation:
        'Set `SECURE_SSL_REDIRECT = True` (and `SECURE_PROXY_SSL_HEADER` behind a proxy), or redirect in the server in front and record that.',
    };
    if (value.kind === 'unset') settings.reportMissing({ ...report, confidence: 'low' });
    else settings.report(value, report);
  },
});
