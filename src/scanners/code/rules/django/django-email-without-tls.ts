import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';
import { numberOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-email-without-tls',
    title: 'Django sends mail without TLS',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-319'],
    aliases: [],
    tags: ['django', 'configuration', 'tls'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const host = settings.get('EMAIL_HOST');
    const text = textOf(host);
    if (text === undefined || !text.includes('.') || /^(?:127\.|localhost|.*\.(?:local|internal|svc)$)/.test(text))
      return;
    if (numberOf(settings.get('EMAIL_PORT')) === 1025) return;
    const isOff = (name: string): boolean => judgeSwitch(settings, name, false, true) === 'certain';
    if (!isOff('EMAIL_USE_TLS') || !isOff('EMAIL_USE_SSL')) return;
    settings.report(host, {
      message:
        'The password of the mail account and the mails, with links that reset passwords, cross the network in clear.',
      remediation: 'Set `EMAIL_USE_TLS = True` with port 587, or `EMAIL_USE_SSL = True` with port 465.',
    });
  },
});
