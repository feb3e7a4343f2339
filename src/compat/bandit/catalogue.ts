/** Bandit's ids as facts: name, CWE, and for names of functions and modules the lists that it looks up. */

export type Rank = 'UNDEFINED' | 'LOW' | 'MEDIUM' | 'HIGH';
export const ranks: readonly Rank[] = ['UNDEFINED', 'LOW', 'MEDIUM', 'HIGH'];

export interface BanditTest {
  readonly id: string;
  /** What Bandit calls the test; `nosec` comments may say it instead of the id. */
  readonly name: string;
  readonly cwe: number;
}

/** An id that Bandit reports for the use of certain names. */
export interface NameList extends BanditTest {
  readonly severity: Rank;
  readonly names: readonly string[];
  readonly text: string;
}

const plugins = `B101 assert_used 703|B102 exec_used 78|B103 set_bad_file_permissions 732|B104 hardcoded_bind_all_interfaces 605
B105 hardcoded_password_string 259|B106 hardcoded_password_funcarg 259|B107 hardcoded_password_default 259
B108 hardcoded_tmp_directory 377|B110 try_except_pass 703|B112 try_except_continue 703|B113 request_without_timeout 400
B201 flask_debug_true 94|B202 tarfile_unsafe_members 22|B324 hashlib 327|B501 request_with_no_cert_validation 295
B502 ssl_with_bad_version 327|B503 ssl_with_bad_defaults 327|B504 ssl_with_no_version 327|B505 weak_cryptographic_key 326
B506 yaml_load 20|B507 ssh_no_host_key_verification 295|B508 snmp_insecure_version_check 319|B509 snmp_crypto_check 319
B601 paramiko_calls 78|B602 subprocess_popen_with_shell_equals_true 78|B603 subprocess_without_shell_equals_true 78
B604 any_other_function_with_shell_equals_true 78|B605 start_process_with_a_shell 78|B606 start_process_with_no_shell 78
B607 start_process_with_partial_path 78|B608 hardcoded_sql_expressions 89|B609 linux_commands_wildcard_injection 155
B610 django_extra_used 89|B611 django_rawsql_used 89|B612 logging_config_insecure_listen 94|B613 trojansource 838
B614 pytorch_load 502|B615 huggingface_unsafe_download 494|B701 jinja2_autoescape_false 94|B702 use_of_mako_templates 80
B703 django_mark_safe 80|B704 markupsafe_markup_xss 79`;

export const pluginTests: readonly BanditTest[] = plugins.split(/[|\n]/).map((line) => {
  const [id, name, cwe] = line.split(' ');
  return { id, name, cwe: Number(cwe) };
});

const list = (
  id: string,
  name: string,
  cwe: number,
  severity: Rank,
  names: readonly string[],
  text: string,
): NameList => ({ id, name, cwe, severity, names, text });
const each = (prefix: string, names: string): readonly string[] => names.split(' ').map((name) => `${prefix}.${name}`);
const xmlText = 'An XML parser of the standard library reads this; for foreign documents use defusedxml.';
const ciphers = 'cryptography.hazmat.primitives.ciphers';

/** Called functions. */
export const calledNames: readonly NameList[] = [
  list(
    'B301',
    'pickle',
    502,
    'MEDIUM',
    [
      ...['pickle', 'dill'].flatMap((module) => each(module, 'loads load Unpickler')),
      ...each('shelve', 'open DbfilenameShelf'),
      ...each('jsonpickle', 'decode unpickler.decode unpickler.Unpickler'),
      'pandas.read_pickle',
    ],
    'This loads objects with a format that can run code.',
  ),
  list('B302', 'marshal', 502, 'MEDIUM', each('marshal', 'load loads'), 'Forged marshal data can run code.'),
  list(
    'B303',
    'md5',
    327,
    'MEDIUM',
    [
      ...['Crypto', 'Cryptodome'].flatMap((root) => each(`${root}.Hash`, 'MD2.new MD4.new MD5.new SHA.new')),
      ...each('cryptography.hazmat.primitives.hashes', 'MD5 SHA1'),
    ],
    'A hash function whose collisions can be computed.',
  ),
  list(
    'B304',
    'ciphers',
    327,
    'HIGH',
    [
      ...['Crypto', 'Cryptodome'].flatMap((root) =>
        each(`${root}.Cipher`, 'ARC2.new ARC4.new Blowfish.new DES.new XOR.new'),
      ),
      ...each(`${ciphers}.algorithms`, 'ARC4 Blowfish CAST5 IDEA SEED TripleDES'),
    ],
    'The cipher {name} is weak.',
  ),
  list('B305', 'cipher_modes', 327, 'MEDIUM', [`${ciphers}.modes.ECB`], 'The mode {name} keeps patterns visible.'),
  list('B306', 'mktemp_q', 377, 'MEDIUM', ['tempfile.mktemp'], 'Another program can take the name before it is used.'),
  list('B307', 'eval', 78, 'MEDIUM', ['eval'], 'Text is evaluated as code.'),
  list('B308', 'mark_safe', 79, 'MEDIUM', ['django.utils.safestring.mark_safe'], 'Text is exempted from escaping.'),
  list(
    'B310',
    'urllib_urlopen',
    22,
    'MEDIUM',
    ['urllib.request', 'six.moves.urllib.request'].flatMap((module) =>
      each(module, 'urlopen urlretrieve URLopener FancyURLopener'),
    ),
    'The URL may have another scheme, such as file:.',
  ),
  list(
    'B311',
    'random',
    330,
    'LOW',
    each('random', 'Random random randrange randint choice choices uniform triangular randbytes sample getrandbits'),
    'These random numbers can be predicted.',
  ),
  list('B312', 'telnetlib', 319, 'HIGH', ['telnetlib.Telnet'], 'Telnet is readable on its way.'),
  list(
    'B313',
    'xml_bad_cElementTree',
    20,
    'MEDIUM',
    each('xml.etree.cElementTree', 'parse iterparse fromstring XMLParser'),
    xmlText,
  ),
  list(
    'B314',
    'xml_bad_ElementTree',
    20,
    'MEDIUM',
    each('xml.etree.ElementTree', 'parse iterparse fromstring XMLParser'),
    xmlText,
  ),
  list('B315', 'xml_bad_expatreader', 20, 'MEDIUM', ['xml.sax.expatreader.create_parser'], xmlText),
  list('B316', 'xml_bad_expatbuilder', 20, 'MEDIUM', each('xml.dom.expatbuilder', 'parse parseString'), xmlText),
  list('B317', 'xml_bad_sax', 20, 'MEDIUM', each('xml.sax', 'parse parseString make_parser'), xmlText),
  list('B318', 'xml_bad_minidom', 20, 'MEDIUM', each('xml.dom.minidom', 'parse parseString'), xmlText),
  list('B319', 'xml_bad_pulldom', 20, 'MEDIUM', each('xml.dom.pulldom', 'parse parseString'), xmlText),
  list('B321', 'ftplib', 319, 'HIGH', ['ftplib.FTP'], 'FTP is readable on its way.'),
  list(
    'B323',
    'unverified_context',
    295,
    'MEDIUM',
    ['ssl._create_unverified_context'],
    'Certificates are not verified.',
  ),
];

/** Imported modules: a name that begins like this. */
export const importedNames: readonly NameList[] = [
  list('B401', 'import_telnetlib', 319, 'HIGH', ['telnetlib'], 'A Telnet module is imported.'),
  list('B402', 'import_ftplib', 319, 'HIGH', ['ftplib'], 'An FTP module is imported.'),
  list(
    'B403',
    'import_pickle',
    502,
    'LOW',
    ['pickle', 'cPickle', 'dill', 'shelve'],
    'The module {name} can load code.',
  ),
  list('B404', 'import_subprocess', 78, 'LOW', ['subprocess'], 'The module subprocess is imported.'),
  list('B405', 'import_xml_etree', 20, 'LOW', each('xml.etree', 'cElementTree ElementTree'), xmlText),
  list('B406', 'import_xml_sax', 20, 'LOW', ['xml.sax'], xmlText),
  list('B407', 'import_xml_expat', 20, 'LOW', ['xml.dom.expatbuilder'], xmlText),
  list('B408', 'import_xml_minidom', 20, 'LOW', ['xml.dom.minidom'], xmlText),
  list('B409', 'import_xml_pulldom', 20, 'LOW', ['xml.dom.pulldom'], xmlText),
  list('B411', 'import_xmlrpclib', 20, 'HIGH', ['xmlrpc'], 'An XML-RPC module is imported.'),
  list(
    'B412',
    'import_httpoxy',
    284,
    'HIGH',
    ['wsgiref.handlers.CGIHandler', 'twisted.web.twcgi.CGIScript', 'twisted.web.twcgi.CGIDirectory'],
    'A CGI handler takes the proxy from a request header.',
  ),
  list(
    'B413',
    'import_pycrypto',
    327,
    'HIGH',
    each('Crypto', 'Cipher Hash IO Protocol PublicKey Random Signature Util'),
    'pyCrypto is not maintained.',
  ),
  list('B415', 'import_pyghmi', 319, 'HIGH', ['pyghmi'], 'An IPMI module is imported.'),
];

export const allTests: readonly BanditTest[] = [...pluginTests, ...calledNames, ...importedNames];
export const listIds: ReadonlySet<string> = new Set([...calledNames, ...importedNames].map(({ id }) => id));
const byId = new Map(allTests.map((test) => [test.id, test]));
const byName = new Map(allTests.map((test) => [test.name, test.id]));

/** The test of an id; throws for one that does not exist. */
export function testOf(id: string): BanditTest {
  const test = byId.get(id);
  if (test === undefined) throw new Error(`there is no ${id}; please report this`);
  return test;
}

/** The id for what people write: an id or the name of a test. */
export function idOf(word: string): string | undefined {
  return byId.has(word) || word === 'B001' ? word : byName.get(word);
}
