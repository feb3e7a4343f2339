import { defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, itemsOf, judge, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'rest-framework-open-by-default',
    title: 'Views of Django REST framework are open to everybody by default',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-862', 'CWE-276'],
    aliases: [],
    tags: ['django', 'configuration', 'authorization'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    if (!settings.holds('INSTALLED_APPS', /^rest_framework$/)) return;
    const framework = settings.get('REST_FRAMEWORK');
    const permissions = entryOf(framework, 'DEFAULT_PERMISSION_CLASSES');
    const verdict = judge(permissions, (value) => {
      if (value.kind === 'unset') return settings.isComplete;
      const { items, open } = itemsOf(value);
      return !open && items.every((item) => /(?:^|\.)AllowAny$/.test(textOf(item) ?? ''));
    });
    if (verdict !== 'certain') return;
    const report = {
      message: 'A view that names no `permission_classes` answers everybody, so that one forgotten line opens data.',
      remediation:
        "Set `DEFAULT_PERMISSION_CLASSES` to `['rest_framework.permissions.IsAuthenticated']` and open views one by one.",
    };
    if (permissions.kind !== 'unset') settings.report(permissions, report);
    else if (framework.kind !== 'unset') settings.report(framework, report);
    else settings.reportMissing({ ...report, severity: 'low' });
  },
});
