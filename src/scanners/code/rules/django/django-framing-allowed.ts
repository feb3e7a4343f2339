import { type DjangoSettings, defineSettingRule } from '../../support/settings/django.ts';
import { entryOf, judge, textOf, truthOf } from '../../support/settings/values.ts';

export const rule = defineSettingRule({
  meta: {
    name: 'django-framing-allowed',
    title: 'Other sites may show Django pages in a frame',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-1021'],
    aliases: ['seed:django-setting-x-frame-options'],
    tags: ['django', 'configuration', 'headers'],
    since: '0.1.0',
  },

  checkSettings(settings) {
    if (hasFrameAncestors(settings)) return;
    const option = settings.get('X_FRAME_OPTIONS');
    const verdict = judge(option, (value) => {
      if (value.kind === 'unset') return false;
      const text = textOf(value);
      return truthOf(value) === false || (text !== undefined && !/^(?:deny|sameorigin)$/i.test(text.trim()));
    });
    if (verdict === 'certain')
      settings.report(option, {
        message:
          'Browsers ignore this value of `X_FRAME_OPTIONS`: any site may show the pages in a frame and steer clicks.',
        remediation,
      });
    else if (
      settings.isComplete &&
      settings.get('MIDDLEWARE').kind === 'list' &&
      settings.holds('MIDDLEWARE', /SessionMiddleware$/) &&
      settings.lacks('MIDDLEWARE', /XFrameOptions|csp|ContentSecurityPolicy|SecurityHeaders/i)
    )
      settings.report(settings.get('MIDDLEWARE'), {
        message: 'Without `XFrameOptionsMiddleware` any site may show the pages in a frame and steer clicks.',
        remediation: 'Add `django.middleware.clickjacking.XFrameOptionsMiddleware` to `MIDDLEWARE`.',
      });
  },
});

const remediation =
  'Use `"DENY"` or `"SAMEORIGIN"`; to allow certain sites, send a Content Security Policy with `frame-ancestors`.';

function hasFrameAncestors(settings: DjangoSettings): boolean {
  return (
    settings.get('CSP_FRAME_ANCESTORS').kind !== 'unset' ||
    entryOf(settings.get('CONTENT_SECURITY_POLICY'), 'DIRECTIVES', 'frame-ancestors').kind !== 'unset' ||
    entryOf(settings.get('SECURE_CSP'), 'frame-ancestors').kind !== 'unset'
  );
}
