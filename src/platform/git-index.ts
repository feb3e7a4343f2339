/** Reads which paths git tracks from the index file itself, so that a tracked file is looked at although an ignore rule names it. */

export type GitIndex =
  | { readonly ok: true; readonly paths: readonly string[]; readonly submodules: readonly string[] }
  | { readonly ok: false; readonly reason: string };

const gitlinkMode = 0o160000;

/** Parses an index file of version 2, 3 or 4 (git's gitformat-index). Paths are relative to the work tree. */
export function readGitIndex(bytes: Uint8Array, oidLength: 20 | 32 = 20): GitIndex {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0) !== 0x44495243) return { ok: false, reason: 'it is not a git index' };
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return { ok: false, reason: `index version ${version} is unknown` };
  const count = view.getUint32(8);
  const truncated = { ok: false, reason: 'the git index is cut off' } as const;
  const decoder = new TextDecoder();
  const paths: string[] = [];
  const submodules: string[] = [];
  let offset = 12;
  let previous: Uint8Array = new Uint8Array(0);
  for (let i = 0; i < count; i++) {
    const flagsAt = offset + 40 + oidLength;
    if (flagsAt + 4 > bytes.length) return truncated;
    const mode = view.getUint32(offset + 24);
    const extended = version >= 3 && (view.getUint16(flagsAt) & 0x4000) !== 0;
    let start = flagsAt + (extended ? 4 : 2);
    let name: Uint8Array;
    if (version === 4) {
      let strip = 0;
      let byte = 0x80;
      for (let first = true; byte & 0x80; first = false) {
        if (start >= bytes.length || strip > 0xffffff) return truncated;
        byte = bytes[start++] as number;
        strip = (first ? 0 : (strip + 1) * 128) + (byte & 0x7f);
      }
      const end = bytes.indexOf(0, start);
      if (end < 0 || strip > previous.length) return truncated;
      name = new Uint8Array(previous.length - strip + end - start);
      name.set(previous.subarray(0, previous.length - strip));
      name.set(bytes.subarray(start, end), previous.length - strip);
      if (name.length > 65_535) return truncated;
      previous = name;
      offset = end + 1;
    } else {
      const end = bytes.indexOf(0, start);
      if (end < 0) return truncated;
      name = bytes.subarray(start, end);
      offset += (end - offset + 8) & ~7;
    }
    (mode === gitlinkMode ? submodules : paths).push(decoder.decode(name));
  }
  return { ok: true, paths, submodules };
}
