/** What leaves the program: services by their modules, hosts by their literals, Sentry's switches, usage statistics that are on by default. */
import {
  Alias,
  Attribute,
  Call,
  forEachNode,
  Import,
  ImportFrom,
  Kind,
  listItems,
  stringValue,
  symbols,
} from '../../../python/index.ts';
import type { Node, PythonFile } from './python-file.ts';
import { optOuts, ownHost, type Service, serviceOf, suspiciousHost } from './services.ts';

export interface OutboundUse {
  readonly node: Node;
  /** Module or host as written. */
  readonly name: string;
  readonly service: string;
  readonly class: Service['class'] | 'host' | 'suspicious';
}

export interface SentryProblem {
  readonly node: Node;
  readonly message: string;
}

export interface Outbound {
  readonly uses: readonly OutboundUse[];
  readonly sentry: readonly SentryProblem[];
}

/** Reads one module. Hosts count where a call gets them; those of comments, docstrings and own machines do not. */
export function findOutbound(file: PythonFile): Outbound {
  const { words, module } = file;
  const uses: OutboundUse[] = [];
  const sentry: SentryProblem[] = [];
  const seen = new Set<string>();
  const add = (use: OutboundUse): void => {
    if (seen.has(use.name)) return;
    seen.add(use.name);
    uses.push(use);
  };
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Import) {
      for (const alias of listItems(words, Import.names(words, node)))
        ofModule(file, symbols.name(Alias.name(words, alias)), node, add);
    } else if (kind === Kind.ImportFrom) {
      if (ImportFrom.level(words, node) !== 0 || ImportFrom.module(words, node) === 0) return;
      const base = symbols.name(ImportFrom.module(words, node));
      if (serviceOf(base) !== undefined) ofModule(file, base, node, add);
      else
        for (const alias of listItems(words, ImportFrom.names(words, node)))
          ofModule(file, `${base}.${symbols.name(Alias.name(words, alias))}`, node, add);
    } else if (kind === Kind.Call) {
      const func = Call.func(words, node);
      if (
        file.callee(node) === 'init' &&
        file.kind(func) === Kind.Attribute &&
        /^(?:sentry_sdk|sentry)$/.test(file.dotted(Attribute.value(words, func)))
      )
        ofSentry(file, node, sentry);
      for (const arg of [...file.args(node), ...file.keywords(node).map(({ value }) => value)]) {
        if (file.kind(arg) !== Kind.Constant) continue;
        const text = stringValue(module, arg);
        const host =
          text === undefined
            ? undefined
            : /^(?:https?|wss?|ftp|smtps?):\/\/(?:[^/@\s]{1,200}@)?([A-Za-z0-9.-]{4,100})/
                .exec(text)?.[1]
                ?.toLowerCase();
        if (host === undefined || ownHost.test(host)) continue;
        if (suspiciousHost.test(host)) add({ node: arg, name: host, service: host, class: 'suspicious' });
        else if (
          /^(?:get|post|put|patch|delete|request|urlopen|stream|connect|urlretrieve|create_connection|Client|AsyncClient|Session)$/.test(
            file.callee(node),
          )
        )
          add({ node: arg, name: host, service: host, class: 'host' });
      }
    }
  });
  return { uses, sentry };
}

function ofModule(file: PythonFile, name: string, node: Node, add: (use: OutboundUse) => void): void {
  const service = file.folders.has(name.split('.')[0]) ? undefined : serviceOf(name);
  if (service !== undefined)
    add({
      node,
      name: name.split('.')[0] === 'google' ? name.split('.').slice(0, 2).join('.') : name.split('.')[0],
      service: service.name,
      class: service.class,
    });
}

function ofSentry(file: PythonFile, call: Node, found: SentryProblem[]): void {
  const keyword = (name: string): Node => file.keyword(call, name) ?? 0;
  const text = (node: Node): string =>
    node === 0 ? '' : new TextDecoder().decode(file.module.source.subarray(file.words[node + 1], file.words[node + 2]));
  const hasFilter = keyword('before_send') !== 0 || keyword('event_scrubber') !== 0;
  const withFilter = hasFilter
    ? ' A filter (before_send or event_scrubber) is set: whether it is enough is for a person to judge.'
    : '';
  const pii = keyword('send_default_pii');
  if (text(pii) === 'True')
    found.push({
      node: pii,
      message: `send_default_pii=True sends addresses, cookies, user names and request bodies of every error to Sentry.${withFilter}`,
    });
  const size = keyword('max_request_body_size');
  if (/always/.test(text(size)))
    found.push({
      node: size,
      message: `max_request_body_size="always" sends whole request bodies, and with them what people typed, to Sentry.${withFilter}`,
    });
}

/** Whether any of a library's switches is named in a text. */
export function namesOptOut(text: string, library: string): boolean {
  return optOuts.get(library)?.words.some((word) => text.includes(word)) === true;
}
