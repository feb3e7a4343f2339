/** Personal data: the acceptance cases 20 and 21, names, check digits, files, and the data map. */
import { describe, expect, test } from 'vitest';
import { scanFiles, scanOne, seededRandom, type TestFile } from '../testing.ts';
import { personalCategory } from './categories.ts';
import { type DataMap, mermaidOf } from './data-map.ts';
import { isCardNumber, isIban, isPersonsEmail, isSocialSecurityNumber, passesLuhn } from './literals.ts';

const random = seededRandom(7);
const digit = (): string => String(Math.floor(random() * 10));
const digits = (count: number): string => Array.from({ length: count }, digit).join('');

/** Rules of one Python file, inventory left out. */
async function rulesOf(body: string, path = 'shop/app.py'): Promise<string[]> {
  const findings = await scanOne(path, `import logging\nlogger = logging.getLogger(__name__)\n${body}`);
  return findings.map(({ rule }) => rule).filter((rule) => rule !== 'outbound-service');
}

async function mapOf(...files: readonly TestFile[]): Promise<DataMap> {
  let map: DataMap | undefined;
  await scanFiles(files, {
    onDataMap: (made) => {
      map = made;
    },
  });
  return map as DataMap;
}

describe('20: what is logged', () => {
  test.each([
    ['logger.info("login %s", user.email)', 'personal-data-in-log'],
    ['logger.info(f"login {user.email}")', 'personal-data-in-log'],
    ['logger.info("login " + row["phone_number"])', 'personal-data-in-log'],
    ['logger.info("x", extra={"who": request.user.email})', 'personal-data-in-log'],
    ['def f(email):\n    text = f"to {email}"\n    logger.info(text)', 'personal-data-in-log'],
    ['logger.debug("form %s", request.POST)', 'personal-data-in-log'],
    ['logger.debug("user %s", user.model_dump())', 'personal-data-in-log'],
    ['def f(password):\n    logger.debug("pw %s", password)', 'credential-in-log'],
    ['print(patient.diagnosis)', 'personal-data-in-log'],
  ])('%s', async (source, rule) => {
    expect(await rulesOf(source)).toEqual([rule]);
  });

  test.each([
    'logger.info("login %s", user.id)',
    'logger.info("login %s", mask(user.email))',
    'logger.info("login %s", bool(user.email))',
    'email = mask(user.email)\nlogger.info("login %s", email)',
    'logger.info("sent", settings.EMAIL_HOST, email_template, has_email)',
    'from django.core.validators import email\nlogger.info(email)',
    'def email(): pass\nlogger.info(email)',
    'math.log(user.salary)',
    'print(user.email)',
    'logger.info("user %s from %s", user.username, ip_address)',
  ])('nothing: %s', async (source) => {
    expect(await rulesOf(source)).toEqual([]);
  });

  test('the finding names the field, the law and what to do, and ranks examples lower', async () => {
    const source = 'import logging\nlogging.info("%s", user.ssn)\n';
    const [finding] = await scanOne('app.py', source);
    expect(finding).toMatchObject({
      severity: 'high',
      cwe: ['CWE-532', 'CWE-359'],
      properties: { fields: ['user.ssn'] },
    });
    expect(finding.message).toContain('user.ssn');
    expect((await scanOne('examples/app.py', source, 'example'))[0].severity).toBe('low');
    expect(await scanOne('tests/test_app.py', source, 'test')).toEqual([]);
  });
});

test('21: Sentry and a language model: two findings and rows of services', async () => {
  const content =
    'import sentry_sdk, openai\nsentry_sdk.init(dsn=dsn, send_default_pii=True)\nopenai.OpenAI().chat.completions.create(model="m", messages=[{"role": "user", "content": user.ssn}])\n';
  const { findings } = await scanFiles([{ path: 'app.py', content }]);
  expect(
    findings
      .map(({ rule }) => rule)
      .filter((rule) => rule !== 'outbound-service')
      .sort(),
  ).toEqual(['personal-data-to-llm', 'sentry-sends-personal-data']);
  const map = await mapOf({ path: 'app.py', content });
  expect(map.services.map(({ service, line }) => [service, line])).toEqual([
    ['Sentry', 1],
    ['OpenAI', 1],
  ]);
  expect(map.entries).toMatchObject([{ role: 'sent', field: 'user.ssn', holder: 'OpenAI', line: 3 }]);
});

describe('other receivers', () => {
  test.each([
    ['raise ValueError(f"no account {user.email}")', ['personal-data-in-exception']],
    [
      'import requests\nrequests.get("https://crm.partner.com/v1", params={"email": user.email})',
      ['personal-data-in-url'],
    ],
    ['url = f"{base}/find?email={user.email}"', ['personal-data-in-url']],
    [
      'import requests\nrequests.post("https://crm.partner.com/v1", json={"phone": user.phone})',
      ['personal-data-to-third-party'],
    ],
    ['import requests\nrequests.post("http://localhost:8000/v1", json={"phone": user.phone})', []],
    ['import posthog\nposthog.capture("x", "signup", {"email": user.email})', ['personal-data-to-third-party']],
    ['import hashlib\nhashlib.md5(user.email.lower().encode())', ['personal-data-weakly-hashed']],
    ['import hashlib\nhashlib.sha256(data)', []],
  ])('%s', async (source, rules) => {
    expect(await rulesOf(source)).toEqual(rules);
  });
});

describe('definitions', () => {
  test('models, tables, forms, serializers, data classes, frames', async () => {
    const content = `from dataclasses import dataclass
import pandas as pd
from django.db import models
from django import forms
from sqlalchemy import Column, String
from pydantic import BaseModel

class Customer(models.Model):
    email = models.EmailField()
    has_email = models.BooleanField()
    card_number = models.CharField(max_length=19)

class Account(Base):
    __tablename__ = "account"
    iban = Column(String(34))

class Signup(forms.Form):
    phone = forms.CharField()

class User(BaseModel):
    date_of_birth: str
    email_verified: bool

@dataclass
class Patient:
    diagnosis: str

df = pd.DataFrame(rows, columns=["first_name", "price"])
`;
    const map = await mapOf({ path: 'app/models.py', content });
    expect(map.entries.map(({ field, role, holder }) => [field, role, holder])).toEqual([
      ['Customer.email', 'stored', 'Django model Customer'],
      ['Signup.phone', 'defined', 'form Signup'],
      ['first_name', 'stored', 'data frame'],
      ['User.date_of_birth', 'defined', 'data class User'],
      ['Customer.card_number', 'stored', 'Django model Customer'],
      ['Account.iban', 'stored', 'table Account'],
      ['Patient.diagnosis', 'defined', 'data class Patient'],
    ]);
    expect(mermaidOf(map)).toMatch(/^flowchart LR\n(?: {2}\w+\["[^"]+"\]\n)+(?: {2}\w+ -->\|[^|]+\| \w+\n?)+$/);
    const { findings } = await scanFiles([{ path: 'app/models.py', content }]);
    expect(findings.map(({ rule, location }) => [rule, location.start.line])).toEqual([
      ['personal-data-unencrypted-column', 11],
      ['personal-data-unencrypted-column', 15],
    ]);
  });

  test.each([
    ['customerEmail', 'contact'],
    ['billing_address', 'contact'],
    ['ipAddress', 'online'],
    ['EMAIL_HOST', undefined],
    ['email_template', undefined],
    ['address', undefined],
    ['race', undefined],
    ['send_email', undefined],
    ['page', undefined],
  ])('%s', (name, category) => {
    expect(personalCategory(name)).toBe(category);
  });
});

describe('values in files', () => {
  const luhn = (body: string): string => {
    const last = Array.from({ length: 10 }, (_, i) => `${body}${i}`).find(passesLuhn);
    return last ?? '';
  };
  const iban = (country: string, account: string): string => {
    const code = [...country].map((char) => Number.parseInt(char, 36)).join('');
    return `${country}${String(98n - (BigInt(`${account}${code}00`) % 97n)).padStart(2, '0')}${account}`;
  };
  const card = luhn(`4539${digits(11)}`);
  const account = iban('DE', `37040044${digits(10)}`);
  const emails = Array.from({ length: 412 }, (_, i) => `person${i}.${'abcdefgh'[i % 8]}@mail-provider.org`);

  test('counted, never shown', async () => {
    const content = `name,email\n${emails.map((email, i) => `Person ${i},${email}\n`).join('')}`;
    const findings = await scanOne('data/users.csv', content);
    expect(findings).toMatchObject([
      {
        rule: 'personal-data-in-file',
        severity: 'medium',
        location: { start: { line: 2 } },
        properties: { counts: { email: 412 } },
      },
    ]);
    expect(findings[0].message).toContain('412 e-mail addresses in users.csv');
    expect(JSON.stringify(findings)).not.toContain('mail-provider');
  });

  test('cards need their word, accounts only their check digits', async () => {
    expect(await scanOne('data.csv', `id,number\n1,${card}\n`)).toEqual([]);
    const findings = await scanOne('data.csv', `id,card_number,iban\n1,${card},${account}\n`);
    expect(findings).toMatchObject([{ severity: 'high', properties: { counts: { card: 1, iban: 1 } } }]);
    expect(JSON.stringify(findings)).not.toMatch(new RegExp(`${card}|${account}`));
  });

  test('outputs of notebooks name the cell', async () => {
    const notebook = {
      cells: [
        {
          cell_type: 'code',
          source: 'df',
          outputs: [{ output_type: 'stream', text: `account ${account}` }],
          metadata: {},
          execution_count: 1,
        },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    const findings = await scanOne('a.ipynb', JSON.stringify(notebook));
    expect(findings).toMatchObject([{ rule: 'personal-data-in-file', location: { cell: 1 } }]);
  });

  test('published test numbers, roles and reserved names are nobody', async () => {
    expect(isCardNumber('4242 4242 4242 4242')).toBe(false);
    expect(isCardNumber(card)).toBe(true);
    expect(isCardNumber(`${card.slice(0, -1)}${(Number(card.at(-1)) + 1) % 10}`)).toBe(false);
    expect(isIban(account)).toBe(true);
    expect(isIban(account.replace(/.$/, (last) => String((Number(last) + 1) % 10)))).toBe(false);
    expect(isSocialSecurityNumber('000-12-3456')).toBe(false);
    expect(isSocialSecurityNumber('536-22-8145')).toBe(true);
    expect(['ann@example.org', 'info@firm.com', 'logo@2x.png'].filter(isPersonsEmail)).toEqual([]);
    const reserved = Array.from({ length: 30 }, (_, i) => `p${i}@example.com`).join('\n');
    expect(await scanOne('users.csv', reserved)).toEqual([]);
  });

  test('hostile text is linear', async () => {
    for (const text of [
      'a.'.repeat(200_000),
      '1 '.repeat(200_000),
      `${'a@'.repeat(200_000)}`,
      `+1${' 22'.repeat(100_000)}`,
      `card${'4'.repeat(400_000)}`,
      `a@${'b.'.repeat(200_000)}`,
    ]) {
      const start = process.cpuUsage();
      await scanOne('x.csv', text);
      expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
    }
  });
});
