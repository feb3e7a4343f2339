import { defineSettingRule } from '../../support/settings/django.ts';
import { itemsOf, textOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-weak-password-hasher',
    title: 'Django stores passwords with a fast hash',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-916', 'CWE-328'],
    aliases: [],
    tags: ['django', 'configuration', 'passwords'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    const [first] = itemsOf(settings.get('PASSWORD_HASHERS')).items;
    const text = textOf(first);
    if (
      first === undefined ||
      text === undefined ||
      !/(?:MD5|SHA1|Crypt|Plain\w*)PasswordHasher$/.test(text) ||
      /BCrypt|SCrypt|PBKDF2/i.test(text)
    )
      return;
    settings.report(first, {
      message: `New passwords are stored with \`${text.replace(/^.*\./, '')}\`: stolen hashes are reversed in minutes.`,
      remediation: 'Put `Argon2PasswordHasher` or `PBKDF2PasswordHasher` first; old hashes change at the next login.',
    });
  },
});
