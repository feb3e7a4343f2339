import { defineSettingRule } from '../../support/settings/django.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-upload-limit-off',
    title: 'Django accepts requests of any size',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-770'],
    aliases: [],
    tags: ['django', 'configuration', 'limits'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    for (const name of [
      'DATA_UPLOAD_MAX_MEMORY_SIZE',
      'DATA_UPLOAD_MAX_NUMBER_FIELDS',
      'DATA_UPLOAD_MAX_NUMBER_FILES',
    ]) {
      const value = settings.get(name);
      if (value.kind !== 'scalar' || value.value.kind !== 'none') continue;
      settings.report(value, {
        message: `With \`${name} = None\` a single request can use up the memory or the processor of the server.`,
        remediation: 'Set a limit that the largest form of the site needs.',
      });
    }
  },
});
