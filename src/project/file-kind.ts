/** What a file is, by its name; only for files without an ending a look at the first line decides. */
import type { FileKind } from './file.ts';

const byExtension: { readonly [extension: string]: FileKind } = {
  py: 'python',
  pyw: 'python',
  pyi: 'stub',
  tac: 'python',
  wsgi: 'python',
  ipynb: 'notebook',
  toml: 'toml',
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  sarif: 'json',
  tfstate: 'json',
  geojson: 'json',
  ini: 'ini',
  cfg: 'ini',
  env: 'env',
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  html: 'template',
  htm: 'template',
  xhtml: 'template',
  djhtml: 'template',
  jinja: 'template',
  jinja2: 'template',
  j2: 'template',
  mako: 'template',
  mak: 'template',
};

const binaryExtensions = new Set(
  (
    '7z a o aac apk avif bin bmp br bz2 class cur dat db deb der dll dmg doc docx dylib egg eot exe feather flac gif gpg gz h5 hdf5 ' +
    'ico icns iso jar jpeg jpg keystore jks lib lz4 lzma m4a mat mid mkv mmdb mo mov mp3 mp4 mpeg msi npy npz o obj odp ' +
    'ods odt ogg onnx otf parquet pb pdf pickle pkl png ppt pptx psd pt pth pyc pyd pyo rar rpm safetensors sas7bdat so sqlite ' +
    'sqlite3 swf tar tflite tgz tif tiff ttf wasm wav webm webp whl wmv woff woff2 xls xlsb xlsx xz zip zst'
  ).split(' '),
);

const byName: { readonly [name: string]: FileKind } = {
  pipfile: 'toml',
  'poetry.lock': 'toml',
  'uv.lock': 'toml',
  'pdm.lock': 'toml',
  'cargo.lock': 'toml',
  'pipfile.lock': 'json',
  '.babelrc': 'json',
  '.eslintrc': 'json',
  '.secrets.baseline': 'json',
  '.clang-format': 'yaml',
  '.yamllint': 'yaml',
  'conda-lock.yml': 'yaml',
  '.flake8': 'ini',
  '.coveragerc': 'ini',
  '.pylintrc': 'ini',
  pylintrc: 'ini',
  '.bandit': 'ini',
  '.pypirc': 'ini',
  'pip.conf': 'ini',
  '.gitmodules': 'ini',
  '.editorconfig': 'ini',
  '.envrc': 'env',
  '.flaskenv': 'env',
  '.env': 'env',
  sconstruct: 'python',
  sconscript: 'python',
  wscript: 'python',
};

/** Kind by path alone. */
export function kindOfPath(path: string): FileKind {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1).toLowerCase();
  const known = byName[name];
  if (known !== undefined) return known;
  const extension = extensionOf(name);
  if (extension === 'txt' || extension === 'in' || extension === 'pip') {
    const folder = path.slice(path.lastIndexOf('/', slash - 1) + 1, Math.max(slash, 0)).toLowerCase();
    if (/^(?:.*[-_.])?(?:requirements?|constraints?|reqs?)(?:[-_.].*)?\.(?:txt|in|pip)$/.test(name))
      return 'requirements';
    if (/^(?:requirements?|reqs?|constraints)$/.test(folder) && !/readme|license/.test(name)) return 'requirements';
    return 'text';
  }
  if (/^(?:docker|container)file(?:[-_.].*)?$/.test(name)) return 'dockerfile';
  if (name.startsWith('.env.') || name.startsWith('.env-') || name.startsWith('.env_')) return 'env';
  return byExtension[extension] ?? (binaryExtensions.has(extension) ? 'binary' : 'text');
}

/** Whether the first line has to decide: a script without an ending. */
export function needsFirstLine(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const extension = extensionOf(name);
  return (extension === '' && !name.startsWith('.') && byName[name] === undefined) || extension === 'cgi';
}

/** Python script by its `#!` line. */
export function isPythonScript(head: Uint8Array): boolean {
  if (head[0] !== 0x23 || head[1] !== 0x21) return false;
  const end = head.indexOf(10);
  const line = new TextDecoder().decode(head.subarray(2, end < 0 ? head.length : end));
  return /(?:^|[\s/])(?:python|pypy|pythonw)[\d.]*(?:\s|$)/.test(line) || /\buv\s+run\b|\bpipx\s+run\b/.test(line);
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1);
}
