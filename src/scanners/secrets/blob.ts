/** A file that is not on disk (a git object, a member of an archive) made into what the scanner reads. */
import type { FileContext } from '../../findings/index.ts';
import type { FileKind } from '../../project/index.ts';
import { type ParsedModule, parseModule } from '../../python/index.ts';
import type { SourceFile } from '../scanner.ts';

/** The kind that a path alone tells. */
export function kindOfPath(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/\.pyi$/.test(name)) return 'stub';
  if (/\.pyw?$/.test(name)) return 'python';
  if (/\.ipynb$/.test(name)) return 'notebook';
  if (/\.toml$/.test(name)) return 'toml';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  if (/\.json$/.test(name)) return 'json';
  if (/\.(?:ini|cfg|conf)$/.test(name)) return 'ini';
  if (/^requirements.*\.txt$/.test(name)) return 'requirements';
  if (/^dockerfile/.test(name)) return 'dockerfile';
  if (/^\.env/.test(name)) return 'env';
  return 'text';
}

/** The context that a path alone tells: no project model is at hand for a file of an old commit. */
export function contextOfPath(path: string): FileContext {
  if (/(?:^|\/)(?:tests?|testing|spec)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/i.test(path)) return 'test';
  if (/(?:^|\/)(?:examples?|samples?|demos?)\//i.test(path)) return 'example';
  if (/(?:^|\/)docs?\/|\.(?:md|rst|adoc)$/i.test(path)) return 'documentation';
  if (/(?:^|\/)(?:vendor|_vendor|third_party|node_modules|site-packages)\//i.test(path)) return 'vendored';
  return 'application';
}

/** A source file of the bytes; parsed on first use. */
export function blobSource(path: string, bytes: Uint8Array, context: FileContext = contextOfPath(path)): SourceFile {
  const kind = isBinary(bytes) && kindOfPath(path) === 'text' ? 'binary' : kindOfPath(path);
  let module: ParsedModule | undefined;
  return {
    file: { path, size: bytes.length, kind, context },
    bytes,
    python() {
      if (kind === 'python' || kind === 'stub' || kind === 'notebook') module ??= parseModule(bytes, { path });
      return module;
    },
  };
}

/** A zero byte in the head, but not the pattern of UTF-16. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 1024);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return false;
  return head.includes(0);
}
