/** Archives: members are scanned where they lie, and what is too large or broken is counted. */
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { provider as github } from '../detectors/github.ts';
import { exampleOf, scanFiles, seededRandom } from '../testing.ts';
import { archiveMembers } from './members.ts';

const random = seededRandom(11);
const token = (): string => exampleOf(github.detectors[0], random);

/** One file as a tar archive (POSIX ustar). */
function tarOf(name: string, content: Uint8Array): Uint8Array {
  const tar = new Uint8Array(512 + Math.ceil(content.length / 512) * 512 + 1024);
  const put = (at: number, text: string): void => tar.set(strToU8(text), at);
  put(0, name);
  put(100, '0000644\0');
  put(124, `${content.length.toString(8).padStart(11, '0')}\0`);
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\x0000');
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  tar.set(content, 512);
  return tar;
}

test('wheels, source archives and archives within archives', async () => {
  const values = [token(), token(), token()];
  const wheel = zipSync({
    'shop/settings.py': strToU8(`T = '${values[0]}'\n`),
    'x.zip': zipSync({ 'inner.env': strToU8(`T=${values[1]}\n`) }),
  });
  const sdist = gzipSync(tarOf('shop-1.0/config.ini', strToU8(`[a]\ntoken = ${values[2]}\n`)));
  const { findings, issues } = await scanFiles([
    { path: 'dist/shop-1.0-py3-none-any.whl', content: wheel, kind: 'binary' },
    { path: 'dist/shop-1.0.tar.gz', content: sdist, kind: 'binary' },
  ]);
  expect(findings.map(({ location }) => `${location.path}:${location.start.line}`).sort()).toEqual([
    'dist/shop-1.0-py3-none-any.whl!shop/settings.py:1',
    'dist/shop-1.0-py3-none-any.whl!x.zip!inner.env:1',
    expect.stringMatching(/^dist\/shop-1\.0\.tar\.gz!.*config\.ini:2$/),
  ]);
  expect(issues).toEqual([]);
  for (const value of values) expect(JSON.stringify(findings)).not.toContain(value);
});

test('a bomb, a truncated archive and too deep nesting are counted, not followed', async () => {
  const bomb = zipSync({ 'a.txt': new Uint8Array(30_000_000) });
  let nested = zipSync({ 'a.env': strToU8(`T=${token()}\n`) });
  for (let depth = 0; depth < 8; depth++) nested = zipSync({ 'n.zip': nested });
  for (const content of [bomb, nested]) {
    const { findings, issues } = await scanFiles([{ path: 'x.zip', content, kind: 'binary' }]);
    expect(findings).toEqual([]);
    expect(issues).toMatchObject([{ kind: 'limit-reached', path: 'x.zip', incomplete: true }]);
  }
  const whole = zipSync({ 'a.txt': strToU8('x'.repeat(5000)) });
  for (let length = 4; length < whole.length; length += 7)
    expect(() => [...archiveMembers(whole.subarray(0, length), () => undefined)]).not.toThrow();
});

test('pointers of Git LFS are counted and said', async () => {
  const content = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345\n';
  const { counters, issues } = await scanFiles([
    { path: 'model.bin', content },
    { path: 'b.bin', content },
  ]);
  expect(counters?.['lfsPointers']).toBe(2);
  expect(issues).toMatchObject([{ count: 2, incomplete: false }]);
});
