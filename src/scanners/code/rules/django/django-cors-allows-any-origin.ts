import { defineSettingRule, judgeSwitch } from '../../support/settings/django.ts';
import { itemsOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-cors-allows-any-origin',
    title: 'Django lets pages of any site read its answers',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-942'],
    aliases: ['codeql:py/cors-misconfiguration-with-credentials'],
    tags: ['django', 'configuration', 'cors'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const credentials = judgeSwitch(settings, 'CORS_ALLOW_CREDENTIALS', true, false) === 'certain';
    const report = {
      ...(credentials ? { severity: 'high' as const } : {}),
      message: credentials
        ? 'Any site may send requests with the cookies of the visitor and read the answers: it acts as the visitor.'
        : 'Any site may read what the application answers. Without credentials that matters where it is reachable only from inside.',
      remediation: 'List the origins in `CORS_ALLOWED_ORIGINS`.',
    };
    for (const name of ['CORS_ALLOW_ALL_ORIGINS', 'CORS_ORIGIN_ALLOW_ALL'])
      if (judgeSwitch(settings, name, true, false) === 'certain') settings.report(settings.get(name), report);
    for (const name of ['CORS_ALLOWED_ORIGIN_REGEXES', 'CORS_ORIGIN_REGEX_WHITELIST'])
      for (const item of itemsOf(settings.get(name)).items)
        if (/^\^?(?:(?:\(http\|https\)|https?\??):\/\/)?\(?\.[*+]\)?\$?$/.test(textOf(item) ?? ''))
          settings.report(item, report);
  },
});
