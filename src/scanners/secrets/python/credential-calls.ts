/** Which positional arguments of which calls are credentials. Keyword arguments speak for themselves by their names. */
import type { CredentialKind } from '../judge/assigned.ts';

export interface CredentialArgument {
  /** 0-based. */
  readonly index: number;
  readonly kind: CredentialKind;
  /** Any constant is wrong here, however simple: keys of signatures and ciphers. */
  readonly key?: boolean;
  /** The call counts only with at least so many positional arguments. */
  readonly least?: number;
  /** Modules one of which the file must import; absent: the name is distinctive enough. */
  readonly imports?: readonly string[];
}

const password = (index: number, imports?: readonly string[]): CredentialArgument => ({
  index,
  kind: 'password',
  least: index + 1,
  ...(imports === undefined ? {} : { imports }),
});
const key = (index: number, imports?: readonly string[]): CredentialArgument => ({
  index,
  kind: 'secret',
  key: true,
  ...(imports === undefined ? {} : { imports }),
});

/** By the last part of the callee's name. */
export const credentialCalls: ReadonlyMap<string, CredentialArgument> = new Map([
  ['HTTPBasicAuth', password(1)],
  ['HTTPDigestAuth', password(1)],
  ['HTTPProxyAuth', password(1)],
  ['HttpNtlmAuth', password(1)],
  ['BasicAuth', password(1, ['aiohttp', 'httpx'])],
  ['DigestAuth', password(1, ['httpx'])],
  ['login', password(1, ['smtplib', 'imaplib', 'ftplib', 'poplib', 'nntplib', 'aiosmtplib', 'aioimaplib'])],
  ['FTP', password(2, ['ftplib'])],
  ['FTP_TLS', password(2, ['ftplib'])],
  ['simple_bind_s', password(1, ['ldap'])],
  ['bind_s', password(1, ['ldap'])],
  ['create_superuser', password(2)],
  ['create_user', password(2, ['django'])],
  ['set_password', password(0)],
  ['make_password', password(0, ['django'])],
  ['PlainCredentials', password(1, ['pika'])],
  ['UsernamePasswordCredential', password(1)],
  ['ClientSecretCredential', { index: 2, kind: 'secret', least: 3 }],
  ['AzureKeyCredential', { index: 0, kind: 'secret' }],
  ['StorageSharedKeyCredential', { index: 1, kind: 'secret', least: 2 }],
  ['Fernet', key(0)],
  ['URLSafeTimedSerializer', key(0)],
  ['URLSafeSerializer', key(0)],
  ['TimedSerializer', key(0, ['itsdangerous'])],
  ['TimestampSigner', key(0)],
  ['JSONWebSignatureSerializer', key(0)],
  ['TimedJSONWebSignatureSerializer', key(0)],
  ['hmac.new', key(0, ['hmac'])],
  ['jwt.encode', key(1, ['jwt', 'jose', 'authlib'])],
  ['jwt.decode', key(1, ['jwt', 'jose', 'authlib'])],
]);
