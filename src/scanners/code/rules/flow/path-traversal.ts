import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'path-traversal',
    title: 'Untrusted data chooses a file path',
    severity: 'high',
    cwe: ['CWE-22', 'CWE-23', 'CWE-36', 'CWE-73'],
    aliases: [
      'codeql:py/zipslip',
      'codeql:py/unsafe-unpacking',
      'codeaudit:shutil.unpack_archive',

      'codeql:py/path-injection',
      'semgrep:python.django.security.injection.path-traversal.path-traversal-open.path-traversal-open',
      'semgrep:python.flask.security.injection.path-traversal-open.path-traversal-open',
      'semgrep:python.django.security.injection.path-traversal.path-traversal-join.path-traversal-join',
      'semgrep:python.django.security.injection.request-data-fileresponse.request-data-fileresponse',
      'semgrep:python.flask.security.secure-static-file-serve.avoid_send_file_without_path_sanitization',
      'codeaudit:os.makedirs',
      'codeaudit:os.mkdir',
      'codeaudit:shutil.copy',
      'codeaudit:shutil.copy2',
      'codeaudit:shutil.copytree',
      'codeaudit:shutil.rmtree',
    ],
    tags: ['files'],
  },
  consequence: 'chooses a path outside the intended folder',
  remediation: 'Resolve the path and check that it lies below the folder, or keep only the last part of the name.',
});
