import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';
import { itemsOf, judge, textOf, truthOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-security-header-weak',
    title: 'A security header of Django is switched off or weak',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-693'],
    aliases: ['seed:django-setting-secure-content-type-nosniff', 'seed:django-setting-secure-referrer-policy'],
    tags: ['django', 'configuration', 'headers'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    if (judgeSwitch(settings, 'SECURE_CONTENT_TYPE_NOSNIFF', false, false) === 'certain')
      settings.report(settings.get('SECURE_CONTENT_TYPE_NOSNIFF'), {
        message: 'Browsers may guess the type of a response, so that an uploaded text can run as a script.',
        remediation: 'Remove the setting: Django sends `X-Content-Type-Options: nosniff` by default.',
      });
    const referrer = settings.get('SECURE_REFERRER_POLICY');
    const isLeaky = judge(referrer, (value) => {
      if (value.kind === 'unset') return false;
      const policies = value.kind === 'list' ? itemsOf(value).items.map(textOf) : textOf(value)?.split(',');
      return (
        truthOf(value) === false || /^(?:unsafe-url|no-referrer-when-downgrade)$/.test(policies?.at(-1)?.trim() ?? '')
      );
    });
    if (isLeaky === 'certain')
      settings.report(referrer, {
        message: 'Other sites are told the full address a visitor comes from, with what stands in it.',
        remediation: 'Use `"same-origin"` (the default) or `"strict-origin-when-cross-origin"`.',
      });
    const opener = settings.get('SECURE_CROSS_ORIGIN_OPENER_POLICY');
    const isShared = judge(
      opener,
      (value) => value.kind !== 'unset' && (truthOf(value) === false || textOf(value) === 'unsafe-none'),
    );
    if (isShared === 'certain')
      settings.report(opener, {
        message: 'A page that opens the site in a window keeps a hold on that window.',
        remediation: 'Use `"same-origin"` (the default) or `"same-origin-allow-popups"`.',
      });
  },
});
