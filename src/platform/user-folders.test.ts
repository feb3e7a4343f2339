import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cacheFolder, dataFolder, takeLock } from './user-folders.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a lock keeps a second run out until it is released', () => {
  const path = join(folder, 'sub', 'lock');
  const first = takeLock(path);
  expect(takeLock(path)).toMatchObject({ ok: false, code: 'ELOCKED' });
  if (first.ok) first.value.release();
  expect(takeLock(path)).toMatchObject({ ok: true });
});

test('a lock whose process is gone is taken over', () => {
  const path = join(folder, 'stale');
  writeFileSync(path, '2147483646\n');
  expect(takeLock(path)).toMatchObject({ ok: true });
});

test('environment variables decide the folders', () => {
  expect(cacheFolder({ THERIAC_CACHE_DIR: '/c' })).toBe('/c');
  expect(dataFolder({ THERIAC_DB_DIR: '/d' })).toBe('/d');
});
