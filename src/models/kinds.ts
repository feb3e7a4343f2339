/** The kinds of sinks: how a value is judged there, and which sources count. The rules of the code scanner carry the same names. */
import type { SourceKind } from '../flow/index.ts';

export interface KindSpec {
  readonly name: string;
  /** Default way a value is judged (see `flow/sinks.ts`). */
  readonly context: string;
  readonly from: readonly SourceKind[];
}

const attacker: readonly SourceKind[] = ['remote', 'queue', 'event'];
const outside: readonly SourceKind[] = [...attacker, 'cli', 'env', 'file'];

export const sinkKinds: readonly KindSpec[] = [
  { name: 'command-injection', context: 'shell', from: outside },
  { name: 'argument-injection', context: 'any', from: attacker },
  { name: 'code-injection', context: 'code', from: outside },
  { name: 'sql-injection', context: 'sql', from: outside },
  { name: 'nosql-injection', context: 'object', from: attacker },
  { name: 'ldap-injection', context: 'ldap', from: attacker },
  { name: 'xpath-injection', context: 'xpath', from: attacker },
  { name: 'xml-injection', context: 'html', from: attacker },
  { name: 'xslt-injection', context: 'any', from: attacker },
  { name: 'xml-external-entity', context: 'any', from: attacker },
  { name: 'decompression-bomb', context: 'any', from: attacker },
  { name: 'xml-bomb', context: 'any', from: attacker },
  { name: 'template-injection', context: 'template', from: attacker },
  { name: 'cross-site-scripting', context: 'html', from: attacker },
  { name: 'email-html-injection', context: 'html', from: attacker },
  { name: 'path-traversal', context: 'path', from: attacker },
  { name: 'archive-path-traversal', context: 'any', from: attacker },
  { name: 'server-side-request-forgery', context: 'url', from: attacker },
  { name: 'open-redirect', context: 'redirect', from: attacker },
  { name: 'unsafe-deserialization', context: 'any', from: outside },
  { name: 'header-injection', context: 'line', from: attacker },
  { name: 'cookie-injection', context: 'text', from: attacker },
  { name: 'mail-header-injection', context: 'line', from: attacker },
  { name: 'log-injection', context: 'line', from: attacker },
  { name: 'csv-formula-injection', context: 'formula', from: attacker },
  { name: 'format-string-injection', context: 'format', from: attacker },
  { name: 'regex-injection', context: 'regex', from: attacker },
  { name: 'unsafe-reflection', context: 'text', from: attacker },
  { name: 'trust-boundary-violation', context: 'text', from: attacker },
  { name: 'environment-injection', context: 'any', from: attacker },
  { name: 'resource-exhaustion', context: 'any', from: attacker },
  { name: 'unicode-expansion', context: 'any', from: attacker },
  { name: 'prompt-injection', context: 'text', from: attacker },
  { name: 'logging-configuration-injection', context: 'any', from: attacker },
  { name: 'container-from-untrusted-data', context: 'any', from: attacker },
  { name: 'exception-exposure', context: 'any', from: ['exception'] },
  { name: 'sensitive-data-in-log', context: 'any', from: ['secret'] },
  { name: 'weak-random-secret', context: 'any', from: ['weak-random'] },
  { name: 'weak-hash', context: 'any', from: [] },
  { name: 'weak-cipher', context: 'any', from: [] },
];
