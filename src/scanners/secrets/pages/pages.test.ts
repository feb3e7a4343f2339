import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { secretRulePage, secretRules } from '../rules.ts';
import { scanOne, seededRandom } from '../testing.ts';

const headings = ['What it finds', 'Why it matters', 'Example', 'Use instead', 'What to do', 'Limits', 'References'];
const paths: Readonly<Record<string, string>> = {
  python: 'shop/module.py',
  requirements: 'requirements.txt',
  shell: 'run.sh',
  json: 'config.json',
  netrc: '.netrc',
  yaml: 'secret.yaml',
  pem: 'server.pem',
  text: 'list.txt',
  csv: 'customers.csv',
};
/** Their example is a file, not text. */
const byFile = new Set(['key-store-file', 'custom-secret']);

const random = seededRandom(77);
const pick = (length: number): string =>
  Array.from(
    { length },
    () => 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'[Math.floor(random() * 56)],
  ).join('');
const base64url = (value: object): string => btoa(JSON.stringify(value)).replace(/=+$/, '');
const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
  .trim()
  .split('\n')
  .slice(1, -1);
/** Check digits of ISO 13616 over a made-up account. */
const iban = (() => {
  const account = '370400440532013907';
  const rest = BigInt(`${account}131400`) % 97n;
  return `DE${String(98n - rest).padStart(2, '0')}${account}`;
})();
const values: Readonly<Record<string, string>> = {
  random: pick(40),
  password: `${pick(9)}!7q${pick(3)}`,
  basic: btoa(`ci:${pick(20)}`),
  base64: btoa(`${pick(20)}7`),
  jwt: `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: '1', iss: 'shop' })}.${pick(43)}`,
  iban,
  pem: pem.join('\n'),
  pem1: pem.join('\\n'),
};

test.each(secretRules.map(({ name }) => [name] as const))('%s has a page', (name) => {
  expect(secretRulePage(name)).toBeDefined();
  expect(readFileSync(new URL(`../${secretRulePage(name)}`, import.meta.url), 'utf8')).toContain('## What it finds');
});

const inventory = new Set(secretRules.filter(({ tier }) => tier === 'inventory').map(({ name }) => name));
const own = secretRules.map(({ name }) => name).filter((name) => !secretRulePage(name)?.startsWith('detectors/'));

test.each(own.map((name) => [name] as const))('the examples of %s', async (name) => {
  const page = readFileSync(new URL(`../${secretRulePage(name)}`, import.meta.url), 'utf8');
  expect([...page.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(headings);
  if (byFile.has(name)) return;
  const [example, instead] = [...page.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map((match) => ({
    path: paths[match[1]],
    text: match[2].replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole),
  }));
  expect((await scanOne(example.path, example.text)).map(({ rule }) => rule)).toContain(name);
  const rest = await scanOne(instead.path, instead.text);
  expect(rest.filter(({ rule }) => rule === name || !inventory.has(rule))).toEqual([]);
});
