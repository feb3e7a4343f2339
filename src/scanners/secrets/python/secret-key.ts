/** The key with which Django and Flask sign sessions: any constant is wrong, however random. */
import { Call, Kind, kindOf, List, listItems, startOf } from '../../../python/index.ts';
import type { Emit } from '../candidate.ts';
import { isTemplate, isWeakValue, placeholderReason } from '../judge/placeholder.ts';
import type { PythonFile } from './credential-places.ts';
import { calleeName, literalText } from './literal-text.ts';

export type Framework = 'django' | 'flask' | undefined;
/** Worked out on first use: most modules never ask. */
export type SettingsStyle = () => Framework;

/** Whether a module looks like the settings of one of the frameworks: by imports, path and the settings around. */
export function frameworkOf(file: PythonFile): SettingsStyle {
  let known: { readonly framework: Framework } | undefined;
  return () => {
    known ??= { framework: readFramework(file) };
    return known.framework;
  };
}

function readFramework({ module, path, imports }: PythonFile): Framework {
  const text = new TextDecoder().decode(module.source.subarray(0, Math.min(module.length, 200_000)));
  if (
    /^[ \t]*(?:INSTALLED_APPS|MIDDLEWARE|MIDDLEWARE_CLASSES|ROOT_URLCONF|WSGI_APPLICATION|DATABASES)\s*[:=+]/m.test(
      text,
    )
  )
    return 'django';
  if (
    imports.has('flask') ||
    /^[ \t]*(?:SQLALCHEMY_DATABASE_URI|SESSION_COOKIE_NAME|WTF_CSRF_ENABLED|FLASK_\w+|SQLALCHEMY_\w+)\s*[:=]/m.test(
      text,
    )
  )
    return 'flask';
  if (/(?:^|\/)settings(?:\/|[._-]?\w*\.py$)/.test(path)) return 'django';
  return undefined;
}

export interface Setting {
  readonly name: string;
  /** Dotted owner of an attribute or subscript target, `{}` for a dictionary entry, `callee()` for an argument, '' for a name. */
  readonly owner: string;
  readonly value: number;
}

const signingKeys = /^(?:SECRET_KEY|SECRET_KEY_FALLBACKS)$/;
const flaskCalls = /^(?:from_mapping|update|setdefault)\(\)$/;

/** Reports the setting if it is a signing key; true when the setting was one, reported or not. */
export function secretKeyCandidate(file: PythonFile, style: SettingsStyle, setting: Setting, emit: Emit): boolean {
  const { name, owner, value } = setting;
  const attribute = name === 'secret_key' && owner !== '' && file.imports.has('flask');
  if (!signingKeys.test(name) && !attribute) return false;
  const flask =
    attribute ||
    /(?:^|\.)config$/.test(owner) ||
    (flaskCalls.test(owner) && style() !== 'django') ||
    style() === 'flask';
  const django = !flask && (style() === 'django' || owner === 'configure()');
  if (!flask && !django) return false;
  const { module } = file;
  const { words } = module;
  const kind = kindOf(words, value);
  if (kind === Kind.List || kind === Kind.Tuple) {
    for (const item of listItems(words, List.elts(words, value)))
      secretKeyCandidate(file, style, { ...setting, value: item }, emit);
    return true;
  }
  const literal = literalText(module, value);
  if (literal === undefined) {
    if (flask && kind === Kind.Call) regenerated(file, value, name, emit);
    // A default of a look-up is another rule's: `os.environ.get('SECRET_KEY', 'dev')`.
    return kind !== Kind.BoolOp;
  }
  const text = literal.value;
  if (text.trim() === '' || isTemplate(text)) return true;
  const generated = text.startsWith('django-insecure-');
  const placeholder = placeholderReason(generated ? text.slice(16) : text);
  const weak = placeholder !== undefined || text.length < 16 || isWeakValue(text);
  emit({
    rule: django ? 'django-secret-key' : 'flask-secret-key',
    title: django ? 'Django SECRET_KEY' : 'Flask secret key',
    start: literal.start,
    end: literal.end,
    value: text,
    severity: generated || placeholder === 'placeholder' ? 'medium' : 'high',
    confidence: placeholder === 'placeholder' ? 'low' : weak ? 'medium' : 'high',
    facts: [
      'Whoever knows it can forge sessions, reset links and signed data.',
      ...(generated ? ['startproject made it for development.'] : []),
      ...(weak && !generated ? ['It is easy to guess.'] : []),
    ],
    rank: 2,
    name,
    literal: { start: literal.start, end: literal.end },
  });
  return true;
}

/** `app.secret_key = os.urandom(24)`: every start and every worker has another key, so sessions break. */
function regenerated(file: PythonFile, call: number, name: string, emit: Emit): void {
  const { words } = file.module;
  const callee = calleeName(file.module, Call.func(words, call));
  if (callee === undefined || !/^(?:urandom|token_hex|token_bytes|token_urlsafe)$/.test(callee)) return;
  emit({
    rule: 'flask-secret-key-regenerated',
    title: 'Flask secret key made anew at every start',
    start: startOf(words, call),
    end: startOf(words, call) + 1,
    value: `${name}:regenerated`,
    severity: 'low',
    confidence: 'medium',
    facts: ['Sessions end at every restart and differ between workers; read the key from the environment.'],
    rank: 2,
  });
}
