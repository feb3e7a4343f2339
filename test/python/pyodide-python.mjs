#!/usr/bin/env node
/**
 * CPython compiled to WebAssembly, behaving as the `python` command as far as the oracle needs: the newest Python on a
 * machine that has none. `npm install pyodide` in a folder outside the repository, then
 * `PYODIDE=FOLDER/node_modules/pyodide/pyodide.mjs npm run corpus:ast -- --python test/python/pyodide-python.mjs PATH`.
 */
import { readFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { loadPyodide } = await import(pathToFileURL(process.env.PYODIDE ?? '').href);
const [, , first, ...rest] = process.argv;
const isCode = first === '-c';
const code = isCode ? rest.shift() : readFileSync(first, 'utf8');
const python = await loadPyodide({
  args: ['-W', 'ignore'],
  stdin: () => null,
  stdout: (line) => writeSync(1, `${line}\n`),
});
python.FS.mkdir('/host');
python.FS.mount(python.FS.filesystems.NODEFS, { root: '/' }, '/host');
const onHost = (argument) => (argument.startsWith('-') ? argument : `/host${resolve(argument)}`);
// The oracle reads paths from standard input; programs given with -c read data.
const wantsInput = isCode ? code.includes('stdin') : !rest.includes('--dump');
const input = wantsInput ? readFileSync(0, 'utf8') : '';
python.globals.set('host_input', isCode ? input : input.replace(/^.+$/gm, (path) => `/host${resolve(path)}`));
python.globals.set('host_arguments', python.toPy([first, ...rest.map(onHost)]));
python.runPython('import io, sys; sys.argv = list(host_arguments); sys.stdin = io.StringIO(host_input)');
python.runPython(code);
