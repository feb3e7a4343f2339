import { Arguments, FunctionDef, Kind } from '../../../../python/index.ts';
import { defineRule, reference } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'obsolete-tls-version',
    title: 'An obsolete version of SSL or TLS is chosen',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-327', 'CWE-326'],
    aliases: [
      'bandit:B502',
      'bandit:B503',
      'ruff:S502',
      'ruff:S503',
      'codeql:py/insecure-protocol',
      'semgrep:python.lang.security.audit.weak-ssl-version.weak-ssl-version',
    ],
    tags: ['tls', 'transport', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: reference(
    'ssl.{PROTOCOL_SSLv2,PROTOCOL_SSLv3,PROTOCOL_TLSv1,PROTOCOL_TLSv1_1}',
    'ssl.TLSVersion.{SSLv3,TLSv1,TLSv1_1}',
    'OpenSSL.SSL.{SSLv2_METHOD,SSLv3_METHOD,TLSv1_METHOD,TLSv1_1_METHOD,TLS1_VERSION,TLS1_1_VERSION,SSL3_VERSION}',
    'twisted.internet.ssl.{SSLv3_METHOD,TLSv1_METHOD}',
  ),
  check(ctx, node, path) {
    const parent = ctx.parent(node);
    if (parent === undefined) return;
    const kind = ctx.kind(parent);
    // Chosen: an argument, a default, a value. Compared, listed or looked up is not chosen.
    const isDefault =
      kind === Kind.Arguments &&
      (Arguments.args(ctx.words, parent) !== 0 || Arguments.kwonlyargs(ctx.words, parent) !== 0);
    if (
      kind !== Kind.Call &&
      kind !== Kind.Keyword &&
      kind !== Kind.Assign &&
      kind !== Kind.AnnAssign &&
      kind !== Kind.Return &&
      !isDefault
    )
      return;
    if (
      /maximum_version$|max_version$/.test(ctx.text(ctx.enclosingStatement(node)).split('=')[0].trim()) &&
      !/SSLv3|TLSv1$/.test(path)
    )
      return;
    const around = ctx.enclosingFunction(node);
    const name =
      around === undefined || ctx.kind(around) === Kind.Lambda ? '' : ctx.name(FunctionDef.name(ctx.words, around));
    if (/^(?:test_|is_|has_|supports_)/.test(name)) return;
    ctx.report(node, {
      ...(kind === Kind.Arguments ? { severity: 'medium' as const, confidence: 'medium' as const } : {}),
      message: `\`${path.slice(path.lastIndexOf('.') + 1)}\` has known attacks, and current peers refuse it.`,
      remediation:
        'Use `ssl.create_default_context()` (or `PROTOCOL_TLS_CLIENT`), with `minimum_version = ssl.TLSVersion.TLSv1_2`.',
    });
  },
});
