import { call, defineRule } from '../../rule.ts';
import { isPlainValue } from '../../support/plain-values.ts';

export const rule = defineRule({
  meta: {
    name: 'dynamic-import',
    title: 'A module is imported whose name is computed',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-706', 'CWE-470'],
    aliases: [
      'codeaudit:__import__',
      'codeaudit:importlib.import_module',
      'codeaudit:importlib.util.spec_from_file_location',
      'codeaudit:importlib.util.module_from_spec',
      'semgrep:python.lang.security.audit.non-literal-import.non-literal-import',
    ],
    tags: ['inventory', 'injection', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(
    'builtins.__import__',
    'importlib.{import_module,__import__}',
    'importlib.util.{spec_from_file_location,module_from_spec}',
    'importlib.machinery.SourceFileLoader',
    'runpy.{run_path,run_module}',
    'imp.{load_source,load_module}',
  ),
  check(ctx, node, path) {
    const name =
      ctx.argumentNode(node, undefined, path.endsWith('spec_from_file_location') ? 1 : 0) ??
      ctx.argumentNode(node, 'name') ??
      ctx.argumentNode(node, 'location');
    if (name === undefined || isPlainValue(ctx, name)) return;
    ctx.report(node, {
      message: 'Which code this loads is decided at run time.',
      remediation: 'Look the name up in a table of known modules.',
    });
  },
});
