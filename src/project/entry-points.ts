/** Where a program starts: commands of manifests, main modules, WSGI and ASGI applications, Celery, Lambda. */
import { fileName } from '../platform/index.ts';
import type { ProjectFile } from './file.ts';
import type { EntryPoint, EntryPointKind } from './project.ts';
import type { PythonGlimpse } from './python-imports.ts';

interface Application {
  readonly kind: EntryPointKind;
  /** First segments of imports that make a look worth while. */
  readonly imports: readonly string[];
  /** Name of the variable in group 1; at the start of a line. */
  readonly pattern: RegExp;
}

const applications: readonly Application[] = [
  { kind: 'wsgi', imports: ['flask'], pattern: /^(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*(?:flask\.)?Flask\(/gm },
  { kind: 'wsgi', imports: ['bottle'], pattern: /^(\w+)\s*=\s*(?:bottle\.)?(?:Bottle|default_app)\(/gm },
  { kind: 'wsgi', imports: ['falcon'], pattern: /^(\w+)\s*=\s*falcon\.(?:App|API)\(/gm },
  { kind: 'wsgi', imports: ['django'], pattern: /^(\w+)\s*=\s*(?:[\w.]+\.)?get_wsgi_application\(/gm },
  { kind: 'asgi', imports: ['django'], pattern: /^(\w+)\s*=\s*(?:[\w.]+\.)?get_asgi_application\(/gm },
  { kind: 'asgi', imports: ['channels'], pattern: /^(\w+)\s*=\s*(?:[\w.]+\.)?ProtocolTypeRouter\(/gm },
  { kind: 'asgi', imports: ['fastapi'], pattern: /^(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*(?:fastapi\.)?FastAPI\(/gm },
  { kind: 'asgi', imports: ['starlette'], pattern: /^(\w+)\s*=\s*Starlette\(/gm },
  { kind: 'asgi', imports: ['quart'], pattern: /^(\w+)\s*=\s*Quart\(/gm },
  { kind: 'asgi', imports: ['sanic'], pattern: /^(\w+)\s*=\s*(?:sanic\.)?Sanic\(/gm },
  { kind: 'asgi', imports: ['litestar'], pattern: /^(\w+)\s*=\s*Litestar\(/gm },
  { kind: 'asgi', imports: ['falcon'], pattern: /^(\w+)\s*=\s*falcon\.asgi\.App\(/gm },
  { kind: 'asgi', imports: ['aiohttp'], pattern: /^(\w+)\s*=\s*(?:aiohttp\.)?web\.Application\(/gm },
  { kind: 'celery', imports: ['celery'], pattern: /^(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*(?:celery\.)?Celery\(/gm },
];

/** Entry points in one Python file. `module` is its dotted name, if it has one. */
export function entryPointsOf(
  file: ProjectFile,
  module: string | undefined,
  glimpse: PythonGlimpse,
  bytes: Uint8Array,
): EntryPoint[] {
  const { path } = file;
  const name = fileName(path);
  const found: EntryPoint[] = [];
  const label = module ?? path;
  const add = (kind: EntryPointKind, attribute: string | undefined, line: number | undefined, title = label) => {
    const target = module !== undefined && attribute !== undefined ? `${module}:${attribute}` : undefined;
    found.push({
      kind,
      name: title,
      path,
      ...(target === undefined ? {} : { target }),
      ...(line === undefined ? {} : { line }),
    });
  };
  let text: string | undefined;
  for (const { kind, imports, pattern } of applications) {
    if (!imports.some((module) => glimpse.imports.has(module))) continue;
    text ??= new TextDecoder().decode(bytes);
    for (const match of text.matchAll(pattern)) add(kind, match[1], lineAt(text, match.index));
  }
  if (glimpse.lambda !== undefined) add('lambda', glimpse.lambda.name, glimpse.lambda.line);
  if (name === 'manage.py' && glimpse.imports.has('django')) add('django-manage', undefined, glimpse.mainGuard);
  else if (name === '__main__.py') add('main-module', undefined, undefined, module?.replace(/\.__main__$/, '') ?? path);
  else if (glimpse.mainGuard !== undefined) add('main-guard', undefined, glimpse.mainGuard);
  else if (!/\.\w+$/.test(name)) add('script', undefined, 1, name);
  return found;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
