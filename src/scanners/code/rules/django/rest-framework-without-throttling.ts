import { defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, judge, truthOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'rest-framework-without-throttling',
    title: 'Django REST framework does not limit requests',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-770', 'CWE-307'],
    aliases: [
      'semgrep:python.django.security.audit.django-rest-framework.missing-throttle-config.missing-throttle-config',
    ],
    tags: ['django', 'configuration', 'rate-limit'],
    since: '0.1.0',
    tier: 'inventory',
  },

  checkSettings(settings) {
    if (!settings.holds('INSTALLED_APPS', /^rest_framework$/) || settings.holds('MIDDLEWARE', /ratelimit|throttl/i))
      return;
    const framework = settings.get('REST_FRAMEWORK');
    const classes = entryOf(framework, 'DEFAULT_THROTTLE_CLASSES');
    const verdict = judge(classes, (value) =>
      value.kind === 'unset' ? settings.isComplete : truthOf(value) === false,
    );
    if (verdict !== 'certain') return;
    const report = {
      message: 'Nothing limits how often a client calls the API: passwords can be guessed and resources used up.',
      remediation:
        'Set `DEFAULT_THROTTLE_CLASSES` and `DEFAULT_THROTTLE_RATES`, or limit requests in the server in front.',
    };
    if (classes.kind !== 'unset') settings.report(classes, report);
    else if (framework.kind !== 'unset') settings.report(framework, report);
    else settings.reportMissing(report);
  },
});
