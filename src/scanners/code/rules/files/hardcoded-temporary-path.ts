import { Call, FormattedValue, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { shapeText, stringShape } from '../../string-shape.ts';
import { outsideTests } from '../../support/contexts.ts';

const temporary = /^\/(?:var\/)?tmp\/[^/]|^\/dev\/shm\/[^/]/;

export const rule = defineRule({
  meta: {
    name: 'hardcoded-temporary-path',
    title: 'A file with a fixed name is written to a shared temporary folder',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-377', 'CWE-379'],
    aliases: [
      'bandit:B108',
      'ruff:S108',
      'pyscg:0035',
      'semgrep:python.lang.best-practice.hardcoded-tmp-path.hardcoded-tmp-path',
    ],
    tags: ['files', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call(
      'builtins.open',
      'io.open',
      'codecs.open',
      'os.{open,mkdir,makedirs,mkfifo,rename,replace,symlink,chmod,chown}',
      'sqlite3.connect',
      'zipfile.ZipFile',
      'tarfile.open',
    ),
    call(
      'logging.{FileHandler,handlers.RotatingFileHandler,handlers.TimedRotatingFileHandler}',
      'shutil.{copy,copy2,copyfile,copytree,move}',
    ),
  ],
  onlyWith: ['/tmp/', '/dev/shm/'],
  check(ctx, node, path) {
    const isCopy = path.startsWith('shutil.') || /os\.(?:rename|replace|symlink)/.test(path);
    const target = ctx.argumentNode(node, undefined, isCopy ? 1 : 0);
    if (target === undefined) return;
    const parts = stringShape(ctx, target);
    if (parts === undefined || !temporary.test(shapeText(parts, 'x'))) return;
    if (/open$/.test(path) && path !== 'os.open') {
      const mode = ctx.argumentNode(node, 'mode', 1);
      const text = mode === undefined ? 'r' : ctx.string(mode);
      if (text === undefined || !/[wa+]/.test(text)) return;
    }
    // A random part in the name, or one that another call made, is no fixed name.
    if (
      parts.some(
        (part) =>
          part.kind === 'hole' &&
          part.node !== undefined &&
          /uuid|random|token|mkdtemp|tempfile|secrets/i.test(
            ctx.text(
              ctx.kind(part.node) === Kind.FormattedValue ? FormattedValue.value(ctx.words, part.node) : part.node,
            ),
          ),
      )
    )
      return;
    ctx.report(ctx.kind(target) === Kind.Call ? Call.func(ctx.words, target) : target, {
      message:
        'Everyone may write to this folder: another user can put a link or a file of this name there first, and take or forge the content.',
      remediation:
        'Use `tempfile.NamedTemporaryFile` or `tempfile.TemporaryDirectory`, or a folder of the program such as `$XDG_RUNTIME_DIR`.',
    });
  },
});
