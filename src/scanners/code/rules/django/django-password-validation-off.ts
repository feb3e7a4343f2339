import { defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, itemsOf, numberOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-password-validation-off',
    title: 'Django accepts any password',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-521'],
    aliases: ['semgrep:python.django.security.audit.unvalidated-password.unvalidated-password'],
    tags: ['django', 'configuration', 'passwords'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const validators = settings.get('AUTH_PASSWORD_VALIDATORS');
    const { items, open } = itemsOf(validators);
    for (const item of items) {
      const length = entryOf(item, 'OPTIONS', 'min_length');
      if (!/MinimumLengthValidator$/.test(textOf(entryOf(item, 'NAME')) ?? '') || (numberOf(length) ?? 8) >= 8)
        continue;
      settings.report(length, {
        message: `Passwords of ${numberOf(length)} characters are guessed within hours once their hashes are stolen.`,
        remediation: 'Ask for 8 characters at least, better 12.',
      });
    }
    if (open || items.length > 0 || !settings.isComplete) return;
    if (
      !settings.holds('INSTALLED_APPS', /^django\.contrib\.auth$/) ||
      !settings.holds('INSTALLED_APPS', /^django\.contrib\.admin$/)
    )
      return;
    const report = {
      message: 'No validator looks at new passwords: `a` and `123456` are accepted, also for administrators.',
      remediation: 'Set `AUTH_PASSWORD_VALIDATORS` to the four validators that `startproject` writes.',
    };
    if (validators.kind === 'unset') settings.reportMissing(report);
    else settings.report(validators, report);
  },
});
