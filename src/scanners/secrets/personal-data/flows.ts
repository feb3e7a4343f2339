/**
 * Where personal data goes within a function: logs, errors, addresses, third parties, language models, responses, plain
 * hashes. Names are the sources; each sink looks at the expressions it is given. Data that crosses functions under
 * other names is not followed.
 */
import {
  Attribute,
  BinOp,
  Call,
  FormattedValue,
  forEachNode,
  JoinedStr,
  Kind,
  listItems,
  Operator,
  Raise,
  Return,
  stringValue,
} from '../../../python/index.ts';
import { categoryTitles } from './categories.ts';
import type { DataRole } from './data-map.ts';
import type { Node, PersonalValue, PythonFile } from './python-file.ts';
import { ownHost, serviceOf } from './services.ts';

export interface PersonalFlow {
  readonly rule: string;
  readonly node: Node;
  readonly values: readonly PersonalValue[];
  readonly role: DataRole;
  /** Who receives it: `logging`, `OpenAI`, `api.example.org`. */
  readonly receiver: string;
  readonly message: string;
  readonly remediation: string;
  readonly severity?: 'low' | 'high';
}

const logMethods = /^(?:debug|info|warning|warn|error|exception|critical|fatal|log|trace|success|notice|msg)$/;
const logOwners =
  /(?:^|[._])(?:log|logger|logging|_log|_logger|_LOG|LOG|LOGGER|audit_log(?:ger)?|getLogger\(\)|get_logger\(\)|loguru|app\.logger)$/i;
const requestMethods = /^(?:get|post|put|patch|delete|request|urlopen|stream)$/;
const httpClients = /^(?:requests|httpx|aiohttp|urllib3|urllib\.request)\b/;
const modelCalls =
  /\.(?:chat\.completions\.(?:create|parse)|completions\.create|responses\.(?:create|parse)|messages\.(?:create|stream)|embeddings\.create|generate_content(?:_stream|_async)?|generate_text|invoke|ainvoke|chat|embed)$/;
const quiet = new Set(['online', 'location']);
const isPrivate = ({ category }: PersonalValue): boolean => category !== 'credential' && !quiet.has(category);

/** Every flow of a module; nothing is reported twice for one node and rule. */
export function findPersonalFlows(file: PythonFile, emit: (flow: PersonalFlow) => void): void {
  const { words } = file;
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Call) onCall(file, node, emit);
    else if (kind === Kind.Raise) onRaise(file, node, emit);
    else if (kind === Kind.JoinedStr) onAddress(file, node, emit);
    else if (kind === Kind.BinOp && BinOp.op(words, node) === Operator.Add) onAddress(file, node, emit);
    else if (kind === Kind.Return) onReturn(file, Return.value(words, node), emit);
  });
}

function onCall(file: PythonFile, call: Node, emit: (flow: PersonalFlow) => void): void {
  const { words } = file;
  const func = Call.func(words, call);
  const name = file.callee(call);
  if (name === '') return;
  if (
    file.kind(func) === Kind.Attribute &&
    logMethods.test(name) &&
    logOwners.test(file.dotted(Attribute.value(words, func)))
  ) {
    logged(call, file.dotted(Attribute.value(words, func)), everything(file, call), emit);
  } else if (name === 'print' && file.kind(func) === Kind.Name) {
    // People print to their own terminal; what must not be on any screen still counts.
    const values = everything(file, call).filter(({ category }) =>
      ['credential', 'finance', 'government', 'special'].includes(category),
    );
    logged(call, 'print', values, emit);
  } else if (/^(?:md5|sha1|sha256|sha224|sha512)$/.test(name) && /^(?:hashlib\.)?\w+$/.test(file.dotted(func))) {
    const values = personalOf(file, file.args(call)).filter(
      ({ category }) => category !== 'credential' && !quiet.has(category),
    );
    if (values.length > 0)
      emit({
        rule: 'personal-data-weakly-hashed',
        node: call,
        values,
        role: 'stored',
        receiver: `hash (${name})`,
        message: `${list(values)} is hashed without a key: whoever has the hash finds the value by trying the few that are possible.`,
        remediation: 'Use hmac with a secret key, or a random identifier that is kept beside the record.',
      });
  } else if (/^(?:jsonify|JsonResponse|JSONResponse|HttpResponse)$/.test(name)) {
    returned(file, call, file.args(call), emit);
  } else thirdParty(file, call, func, name, emit);
}

function logged(call: Node, owner: string, found: readonly PersonalValue[], emit: (flow: PersonalFlow) => void): void {
  const credentials = found.filter(
    ({ category, field }) => category === 'credential' && !/session_token|id_token$/.test(field),
  );
  const personal = found.filter(({ category }) => category !== 'credential' && !quiet.has(category));
  if (credentials.length > 0)
    emit({
      rule: 'credential-in-log',
      node: call,
      values: credentials,
      role: 'logged',
      receiver: owner,
      message: `${list(credentials)} is written to the log, where more people and systems read it than may use it.`,
      remediation: 'Leave it out of the message, or log whether it is set; replace credentials that have been logged.',
    });
  if (personal.length > 0)
    emit({
      rule: 'personal-data-in-log',
      node: call,
      values: personal,
      role: 'logged',
      receiver: owner,
      message: `${list(personal)} (${titles(personal)}) is written to the log, which is kept, copied and read outside the purpose of the data.`,
      remediation: "Log the record's id, or a masked value; logs are seldom part of a deletion.",
      ...(personal.some(({ category }) => ['special', 'government', 'finance'].includes(category))
        ? { severity: 'high' as const }
        : {}),
    });
}

function onRaise(file: PythonFile, node: Node, emit: (flow: PersonalFlow) => void): void {
  const raised = Raise.exc(file.words, node);
  // What a form refuses is shown to the person who typed it.
  if (
    raised === 0 ||
    file.kind(raised) !== Kind.Call ||
    /^(?:Validation|StopValidation)Error$|^StopValidation$/.test(file.callee(raised))
  )
    return;
  const values = everything(file, raised).filter(({ category, whole }) => !quiet.has(category) && whole !== true);
  if (values.length === 0) return;
  emit({
    rule: 'personal-data-in-exception',
    node: raised,
    values,
    role: 'logged',
    receiver: `exception ${file.callee(raised)}`,
    message: `${list(values)} becomes part of an error message, which ends in logs, error trackers and sometimes on the screen of others.`,
    remediation: 'Name the record by its id in the message.',
    ...(values.some(({ category }) => category === 'credential') ? {} : { severity: 'low' as const }),
  });
}

/** Text that reads as an address up to the place where the data comes in. */
function onAddress(file: PythonFile, node: Node, emit: (flow: PersonalFlow) => void): void {
  const { words } = file;
  let before = '';
  const values: PersonalValue[] = [];
  const take = (part: Node): void => {
    const reads = /^(?:https?:\/\/|\/)[^\s<>]*[?&][\w.%[\]-]+=$|^https?:\/\/[^\s<>?#]+\/$/.test(before);
    if (reads) for (const value of file.personal(part)) if (isPrivate(value)) values.push(value);
    before += 'x';
  };
  if (file.kind(node) === Kind.JoinedStr) {
    for (const part of listItems(words, JoinedStr.values(words, node))) {
      if (file.kind(part) === Kind.Constant) before += stringValue(file.module, part) ?? '';
      else if (file.kind(part) === Kind.FormattedValue) {
        if (before === '') before = 'https://x';
        else take(FormattedValue.value(words, part));
      }
    }
  } else {
    const left = file.string(BinOp.left(words, node));
    if (left === undefined) return;
    before = left;
    take(BinOp.right(words, node));
  }
  if (values.length > 0) emit(inAddress(node, values));
}

const inAddress = (node: Node, values: readonly PersonalValue[]): PersonalFlow => ({
  rule: 'personal-data-in-url',
  node,
  values,
  role: 'sent',
  receiver: 'address (URL)',
  message: `${list(values)} becomes part of an address: addresses stand in access logs, histories and Referer headers.`,
  remediation: 'Send it in the body of the request, or use an opaque identifier.',
});

function onReturn(file: PythonFile, value: Node, emit: (flow: PersonalFlow) => void): void {
  if (value === 0 || file.kind(value) !== Kind.Attribute) return;
  returned(file, value, [value], emit);
}

function returned(file: PythonFile, node: Node, parts: readonly Node[], emit: (flow: PersonalFlow) => void): void {
  const values = personalOf(file, parts).filter(({ whole, name }) => whole === true && !/request/.test(name));
  if (values.length === 0) return;
  emit({
    rule: 'personal-data-in-response',
    node,
    values,
    role: 'returned',
    receiver: 'response',
    message: `${list(values)} is returned with every field there is, now and in later versions of the model: password hashes and internal marks too.`,
    remediation: 'Name the fields of the answer: a serializer or response model with a list of fields.',
  });
}

function thirdParty(file: PythonFile, call: Node, func: Node, name: string, emit: (flow: PersonalFlow) => void): void {
  if (file.imports.size === 0) return;
  const services = servicesOf(file);
  const dotted = file.dotted(func);
  const isRequest = requestMethods.test(name) && file.kind(func) === Kind.Attribute;
  if (services.length === 0 && !(isRequest && [...file.imports].some((one) => httpClients.test(one)))) return;
  const path = file.bindings.qualifiedName(func) ?? '';
  const service = file.folders.has(path.split('.')[0]) ? undefined : serviceOf(path);
  const isModel =
    service?.class === 'language-model' ||
    (modelCalls.test(`.${dotted}`) && services.some((one) => one.class === 'language-model') && service === undefined);
  if (isModel) {
    const values = everything(file, call).filter(({ category }) => category !== 'credential' && !quiet.has(category));
    const receiver = service?.name ?? services.find((one) => one.class === 'language-model')?.name ?? 'language model';
    if (values.length > 0 && (modelCalls.test(`.${dotted}`) || modelCalls.test(path)))
      emit({
        rule: 'personal-data-to-llm',
        node: call,
        values,
        role: 'sent',
        receiver,
        message: `${list(values)} (${titles(values)}) is sent to ${receiver} as part of a prompt.`,
        remediation:
          'Replace it by a placeholder before the call and put it back into the answer, or have a contract and an assessment for the transfer.',
      });
    return;
  }
  if (service !== undefined && (service.class === 'errors' || service.class === 'analytics')) {
    const values = everything(file, call).filter(({ category }) => !quiet.has(category) && category !== 'credential');
    if (values.length > 0) emit(toThirdParty(call, values, service.name));
    return;
  }
  if (!isRequest || !httpClients.test(path)) return;
  const target = file.string(file.args(call)[name === 'request' ? 1 : 0] ?? file.keyword(call, 'url') ?? 0);
  const params = file.keyword(call, 'params');
  if (params !== undefined) {
    const values = personalOf(file, [params]).filter(isPrivate);
    if (values.length > 0) emit(inAddress(params, values));
  }
  const host = target === undefined ? undefined : /^https?:\/\/([^/:?#]+)/.exec(target)?.[1];
  if (host === undefined || ownHost.test(host)) return;
  const bodies = ['json', 'data', 'content', 'files'].flatMap((key) => file.keyword(call, key) ?? []);
  const values = personalOf(file, bodies).filter(({ category }) => !quiet.has(category) && category !== 'credential');
  if (values.length > 0) emit(toThirdParty(call, values, host.replace(/[^\w.-]/g, '').slice(0, 80)));
}

const toThirdParty = (node: Node, values: readonly PersonalValue[], receiver: string): PersonalFlow => ({
  rule: 'personal-data-to-third-party',
  node,
  values,
  role: 'sent',
  receiver,
  message: `${list(values)} (${titles(values)}) is sent to ${receiver}.`,
  remediation:
    'Send an identifier that means nothing elsewhere, or have a processing contract and name the receiver in the record of processing.',
});

const servicesByFile = new WeakMap<PythonFile, ReturnType<typeof findServices>>();

function servicesOf(file: PythonFile): ReturnType<typeof findServices> {
  let found = servicesByFile.get(file);
  if (found === undefined) {
    found = findServices(file);
    servicesByFile.set(file, found);
  }
  return found;
}

const findServices = (file: PythonFile) =>
  [...file.imports].flatMap((name) => (file.folders.has(name.split('.')[0]) ? [] : (serviceOf(name) ?? [])));

function everything(file: PythonFile, call: Node): PersonalValue[] {
  return personalOf(file, [
    ...file.args(call),
    ...file
      .keywords(call)
      .filter(({ name }) => name !== 'exc_info')
      .map(({ value }) => value),
  ]);
}

function personalOf(file: PythonFile, nodes: readonly Node[]): PersonalValue[] {
  const byName = new Map<string, PersonalValue>();
  for (const node of nodes) for (const value of file.personal(node)) byName.set(value.name, value);
  return [...byName.values()];
}

const list = (values: readonly PersonalValue[]): string =>
  values
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ') + (values.length > 3 ? ` and ${values.length - 3} more` : '');

const titles = (values: readonly PersonalValue[]): string =>
  [
    ...new Set(values.map(({ category, whole }) => (whole === true ? 'everything in it' : categoryTitles[category]))),
  ].join(', ');
