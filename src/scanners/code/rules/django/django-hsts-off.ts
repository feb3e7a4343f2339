import { defineSettingRule } from '../../support/settings/django.ts';
import { judge, numberOf, type Value } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-hsts-off',
    title: 'Browsers may go back to plain HTTP: HSTS is off',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-319'],
    aliases: ['seed:django-setting-secure-hsts-seconds'],
    tags: ['django', 'configuration', 'tls'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const value = settings.get('SECURE_HSTS_SECONDS');
    const verdict = judge(value, (known) =>
      known.kind === 'unset' ? settings.isComplete : (numberOf(known) ?? 1) === 0 || isNone(known),
    );
    if (verdict !== 'certain') return;
    if (value.kind === 'unset' && settings.lacks('MIDDLEWARE', /SecurityMiddleware$/)) return;
    const report = {
      message:
        'Without `Strict-Transport-Security` a browser tries plain HTTP for the next visit, where somebody on the way can keep it.',
      remediation: 'Set `SECURE_HSTS_SECONDS`, first to an hour, and to a year when everything works over HTTPS.',
    };
    if (value.kind === 'unset') settings.reportMissing({ ...report, confidence: 'low' });
    else settings.report(value, report);
  },
});

function isNone(value: Value): boolean {
  return value.kind === 'scalar' && value.value.kind === 'none';
}
