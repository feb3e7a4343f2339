/** Bandit's tests of calls, by id: what each looks at and how it grades. */
import { Call, ConstantKind, Dict, forEachChild, Keyword, Kind, List, listItems } from '../../python/index.ts';
import type { Rank } from './catalogue.ts';
import { djangoMarkSafe } from './mark-safe.ts';
import type { CallView, Node } from './module-view.ts';
import type { PluginSettings } from './settings.ts';
import { shellTests } from './shell-tests.ts';
import { type CallTest, passwordName, type Verdict } from './verdict.ts';

const verbs = ['get', 'options', 'head', 'post', 'put', 'patch', 'delete'];
const httpxCalls = [...verbs, 'request', 'stream', 'Client', 'AsyncClient'];
const weakHashes = ['md4', 'md5', 'sha', 'sha1'];
const weakCrypt = ['METHOD_CRYPT', 'METHOD_MD5', 'METHOD_BLOWFISH'];

function verdict(id: string, grade: `${Letter}${Letter}`, text: string, line?: number): Verdict {
  return { id, severity: rankOf[grade[0] as Letter], confidence: rankOf[grade[1] as Letter], text, line };
}
type Letter = 'L' | 'M' | 'H';
const rankOf: Readonly<Record<Letter, Rank>> = { L: 'LOW', M: 'MEDIUM', H: 'HIGH' };

const isHttpCall = (call: CallView): boolean =>
  (call.parts[0] === 'requests' && verbs.includes(call.name)) ||
  (call.parts[0] === 'httpx' && httpxCalls.includes(call.name));

export const callTests: Readonly<Record<string, CallTest>> = {
  ...shellTests,
  B102: (call) => (call.path === 'exec' ? verdict('B102', 'MH', 'Text is run as code.') : undefined),
  B103: (call) => {
    const mode = call.args.length === 2 && call.name.includes('chmod') ? call.position(1) : undefined;
    if (typeof mode !== 'number' || (mode & 0o33) === 0) return undefined;
    const octal = `0o${mode.toString(8)}`;
    return verdict('B103', (mode & 0o2) !== 0 ? 'HH' : 'MH', `The mode ${octal} lets others write or run the file.`);
  },
  B106: (call) => {
    for (const [name, value] of call.keywords) {
      if (call.view.isText(value) && passwordName.test(name)) {
        return verdict('B106', 'LM', 'A constant is given to a parameter for a password.', call.view.line(value));
      }
    }
    return undefined;
  },
  B113: (call) => {
    if (call.parts[0] === 'requests' && verbs.includes(call.name) && call.keyword('timeout') === undefined) {
      return verdict('B113', 'ML', 'The request may wait for ever: it has no timeout.');
    }
    return isHttpCall(call) && call.isKeyword('timeout', 'None')
      ? verdict('B113', 'ML', 'The request may wait for ever: its timeout is None.')
      : undefined;
  },
  B201: (call) =>
    call.path.endsWith('.run') && call.view.importsLike('flask') && call.isKeyword('debug', 'True')
      ? verdict('B201', 'HM', 'The debugger of Flask lets visitors run code.', call.lineOfKeyword('debug'))
      : undefined,
  B202: tarMembers,
  B324: weakHash,
  B501: (call) =>
    isHttpCall(call) && call.isKeyword('verify', 'False')
      ? verdict('B501', 'HH', 'The certificate is not verified.', call.lineOfKeyword('verify'))
      : undefined,
  B502: (call, { badProtocols }) => {
    const text = 'An obsolete TLS version is chosen.';
    const keyword =
      call.path === 'ssl.wrap_socket' ? 'ssl_version' : call.path === 'pyOpenSSL.SSL.Context' ? 'method' : '';
    if (keyword !== '') {
      return call.isKeyword(keyword, ...badProtocols)
        ? verdict('B502', 'HH', text, call.lineOfKeyword(keyword))
        : undefined;
    }
    return call.isKeyword('method', ...badProtocols) || call.isKeyword('ssl_version', ...badProtocols)
      ? verdict('B502', 'MM', text, call.lineOfKeyword('method') ?? call.lineOfKeyword('ssl_version'))
      : undefined;
  },
  B504: (call) =>
    call.path === 'ssl.wrap_socket' && call.keyword('ssl_version') === undefined
      ? verdict('B504', 'LM', 'No TLS version is chosen.')
      : undefined,
  B505: weakKey,
  B506: (call) => {
    if (call.name !== 'load' || !call.view.imports.has('yaml') || !call.parts.includes('yaml')) return undefined;
    const safe = ['SafeLoader', 'CSafeLoader'];
    if (call.isKeyword('Loader', ...safe) || safe.includes(String(call.position(1)))) return undefined;
    return verdict('B506', 'MH', 'This YAML loader can make any object.', call.view.line(call.node));
  },
  B507: (call) => {
    if (call.name !== 'set_missing_host_key_policy' || !call.view.importsLike('paramiko')) return undefined;
    const [policy] = call.args;
    if (policy === undefined) return undefined;
    const { view } = call;
    const named = view.kind(policy) === Kind.Call ? Call.func(view.words, policy) : policy;
    const name = view.attributeOf(named) ?? view.nameOf(named);
    return name === 'AutoAddPolicy' || name === 'WarningPolicy'
      ? verdict('B507', 'HM', 'Unknown host keys are accepted.')
      : undefined;
  },
  B508: (call) =>
    call.path === 'pysnmp.hlapi.CommunityData' && call.isKeyword('mpModel', 0, 1)
      ? verdict('B508', 'MH', 'SNMP before version 3 is readable on its way.')
      : undefined,
  B509: (call) =>
    call.path === 'pysnmp.hlapi.UsmUserData' && call.args.length < 3
      ? verdict('B509', 'MH', 'SNMP without encryption.')
      : undefined,
  B601: (call) =>
    call.name === 'exec_command' && call.view.importsLike('paramiko')
      ? verdict('B601', 'MM', 'A remote shell reads this command.')
      : undefined,
  B610: djangoExtra,
  B611: (call) => {
    if (call.name !== 'RawSQL' || !call.view.importsLike('django.db.models')) return undefined;
    const sql = call.args[0] ?? call.keywords.get('sql');
    return sql === undefined || call.view.isText(sql)
      ? undefined
      : verdict('B611', 'MM', 'The SQL of this expression is not constant.');
  },
  B612: (call) =>
    call.path === 'logging.config.listen' && !call.keywords.has('verify')
      ? verdict('B612', 'MH', 'Whoever reaches the port configures logging, which runs code.')
      : undefined,
  B614: (call) => {
    if (call.path !== 'torch.load' && call.path !== 'torch.serialization.load') return undefined;
    if (!call.view.imports.has('torch') || call.keyword('weights_only') === 'True') return undefined;
    return verdict('B614', 'MH', 'The file can hold code that runs while it is loaded.');
  },
  B615: modelDownload,
  B701: jinjaEnvironment,
  B702: (call) =>
    call.name === 'Template' && call.parts.includes('mako')
      ? verdict('B702', 'MH', 'Mako escapes nothing unless it is told to.')
      : undefined,
  B703: (call) =>
    djangoMarkSafe(call) ? verdict('B703', 'MH', 'Text that is not constant is exempted from escaping.') : undefined,
  B704: (call, { markupNames, allowedCalls }) => {
    if (!['markupsafe.Markup', 'flask.Markup', ...markupNames].includes(call.path)) return undefined;
    const [text] = call.args;
    if (text === undefined || call.view.kind(text) === Kind.Constant) return undefined;
    if (call.view.kind(text) === Kind.Call) {
      const inner = call.view.qualifiedName(Call.func(call.view.words, text));
      if (allowedCalls.includes(inner)) return undefined;
    }
    return verdict('B704', 'MH', 'Text that is not constant is exempted from escaping.');
  },
};

function tarMembers(call: CallView): Verdict | undefined {
  if (!call.name.includes('extractall') || !call.view.imports.has('tarfile')) return undefined;
  const filter = call.keywords.get('filter');
  if (filter !== undefined && call.view.text(filter) === 'data') return undefined;
  const members = call.keywords.get('members');
  if (members === undefined) return verdict('B202', 'HH', 'Members of the archive can leave the folder.');
  const { view } = call;
  if (view.kind(members) !== Kind.Call)
    return verdict('B202', 'MM', 'Whether these members were checked is not known.');
  // Bandit fails on a callee that is no plain name and reports nothing.
  return view.kind(Call.func(view.words, members)) === Kind.Name
    ? verdict('B202', 'LL', 'Check that this function refuses members that leave the folder.')
    : undefined;
}

function weakHash(call: CallView): Verdict | undefined {
  const line = call.view.line(call.node);
  if (call.parts.includes('hashlib')) {
    const written = call.name === 'new' ? (call.args.length > 0 ? call.position(0) : call.keyword('name')) : call.name;
    const isForSecurity = !call.keywords.has('usedforsecurity') || call.keyword('usedforsecurity') === 'True';
    return typeof written === 'string' &&
      weakHashes.includes(call.name === 'new' ? written.toLowerCase() : written) &&
      isForSecurity
      ? verdict('B324', 'HH', `${written.toUpperCase()} is weak; say usedforsecurity=False where that is meant.`, line)
      : undefined;
  }
  if (!call.parts.includes('crypt')) return undefined;
  const index = call.name === 'crypt' ? 1 : call.name === 'mksalt' ? 0 : undefined;
  if (index === undefined) return undefined;
  const method = call.args.length > index ? call.position(index) : call.keyword(index === 1 ? 'salt' : 'method');
  return weakCrypt.includes(String(method))
    ? verdict('B324', 'MH', 'A weak hash of crypt is chosen.', line)
    : undefined;
}

const curveBits: Readonly<Record<string, number>> = { SECP192R1: 192, SECT163K1: 163, SECT163R2: 163 };

function weakKey(call: CallView, { keySizes }: PluginSettings): Verdict | undefined {
  const modern = /^cryptography\.hazmat\.primitives\.asymmetric\.(dsa|rsa|ec)\.generate_private_key$/.exec(call.path);
  const old = /^Crypto(?:dome)?\.PublicKey\.(DSA|RSA)\.generate$/.exec(call.path);
  const kind = (modern ?? old)?.[1]?.toUpperCase() as 'DSA' | 'RSA' | 'EC' | undefined;
  if (kind === undefined) return undefined;
  let size: Written;
  if (kind === 'EC') size = curveBits[String(call.keyword('curve') ?? call.position(0))] ?? 224;
  else if (old === null) size = call.keyword('key_size') || call.position(kind === 'RSA' ? 1 : 0) || 2048;
  else size = call.keyword('bits') || call.position(0) || 2048;
  if (typeof size !== 'number') return undefined;
  const { high, medium } = keySizes[kind];
  if (size >= high && size >= medium) return undefined;
  return verdict('B505', size < high ? 'HH' : 'MH', `A ${kind} key of ${size} bits can be broken.`);
}
type Written = ReturnType<CallView['keyword']>;

function djangoExtra(call: CallView): Verdict | undefined {
  if (call.name !== 'extra') return undefined;
  const { view } = call;
  const { words } = view;
  const given = new Map(call.keywords);
  ['select', 'where', 'params', 'tables'].forEach((name, index) => {
    if (index < call.args.length) given.set(name, call.args[index]);
  });
  const isOpenList = (node: Node | undefined): boolean =>
    node !== undefined &&
    (words[node] !== Kind.List || listItems(words, List.elts(words, node)).some((item) => !view.isText(item)));
  const select = given.get('select');
  const isOpenDict =
    select !== undefined &&
    (words[select] !== Kind.Dict ||
      [...listItems(words, Dict.keys(words, select)), ...listItems(words, Dict.values(words, select))].some(
        (item) => item === 0 || !view.isText(item),
      ));
  return isOpenList(given.get('where')) || isOpenList(given.get('tables')) || isOpenDict
    ? verdict('B610', 'MM', 'Parts of this SQL are not constant.')
    : undefined;
}

const downloads: Readonly<Record<string, string>> = {
  from_pretrained: 'transformers',
  load_dataset: 'datasets',
  hf_hub_download: 'huggingface_hub',
  snapshot_download: 'huggingface_hub',
  repository_id: 'huggingface_hub',
};

function modelDownload(call: CallView): Verdict | undefined {
  const module = Object.hasOwn(downloads, call.name) ? downloads[call.name] : undefined;
  if (module === undefined || !call.parts.includes(module)) return undefined;
  if (!['transformers', 'datasets', 'huggingface_hub'].some((name) => call.view.importsLike(name))) return undefined;
  for (const name of ['revision', 'commit_id']) {
    const value = call.keywords.get(name);
    if (value !== undefined && call.view.kind(value) !== Kind.Constant) return undefined;
  }
  const revision = call.keyword('revision') || call.keyword('commit_id');
  if (typeof revision === 'string' && /^[0-9a-f]{7,}$/i.test(revision.replace(/^["']+|["']+$/g, ''))) return undefined;
  const first = call.position(0);
  if (typeof first === 'string' && /^(?:\.\/|\/|\.\.\/)/.test(first)) return undefined;
  return verdict('B615', 'MH', 'What is downloaded can change: no commit is named.');
}

function jinjaEnvironment(call: CallView): Verdict | undefined {
  if (call.name !== 'Environment' || !call.parts.includes('jinja2')) return undefined;
  const value = firstAutoescape(call);
  const off = 'Nothing is escaped in these templates.';
  if (value === undefined) return verdict('B701', 'HH', off);
  const { view } = call;
  const kind = view.constantKind(value);
  if (kind === ConstantKind.False) return verdict('B701', 'HH', off);
  if (kind === ConstantKind.True) return undefined;
  if (view.kind(value) === Kind.Call) {
    const callee = Call.func(view.words, value);
    if ((view.attributeOf(callee) ?? view.nameOf(callee)) === 'select_autoescape') return undefined;
  }
  return verdict('B701', 'HM', 'Whether these templates are escaped is not known.');
}

/** Breadth first, nested calls included: so does Bandit. */
function firstAutoescape(call: CallView): Node | undefined {
  const { view } = call;
  const queue: Node[] = [call.node];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at];
    if (view.kind(node) === Kind.Keyword) {
      const name = Keyword.arg(view.words, node);
      if (name !== 0 && view.symbol(name) === 'autoescape') return Keyword.value(view.words, node);
    }
    forEachChild(view.words, node, (child) => queue.push(child));
  }
  return undefined;
}
