/** Members of zip, tar and gzip files (wheels, sdists, image layers), read in memory with every size bounded. */
import { gunzipSync, inflateRawSync } from 'node:zlib';

export interface Member {
  /** Path inside the archive; nested archives are joined with `!`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface ArchiveLimits {
  /** Bytes of one member. */
  readonly member: number;
  /** Bytes of all members together. */
  readonly total: number;
  readonly members: number;
  /** Archives in archives. */
  readonly depth: number;
}

export const usualLimits: ArchiveLimits = { member: 10_000_000, total: 300_000_000, members: 50_000, depth: 4 };

export type ArchiveKind = 'zip' | 'tar' | 'gzip';

/** What the first bytes say; undefined for anything else. */
export function archiveKind(bytes: Uint8Array): ArchiveKind | undefined {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return 'zip';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return 'gzip';
  // "ustar" in the first header block.
  if (
    bytes.length >= 512 &&
    bytes[257] === 0x75 &&
    bytes[258] === 0x73 &&
    bytes[259] === 0x74 &&
    bytes[260] === 0x61 &&
    bytes[261] === 0x72
  )
    return 'tar';
  return undefined;
}

/** Every file inside, nested archives opened. What is too large or broken goes to `onSkipped` with a reason. */
export function* archiveMembers(
  bytes: Uint8Array,
  onSkipped: (path: string, reason: string) => void,
  limits: ArchiveLimits = usualLimits,
): Generator<Member> {
  const budget = { total: limits.total, members: limits.members };
  yield* open(bytes, '', 0);

  function* open(archive: Uint8Array, prefix: string, depth: number): Generator<Member> {
    for (const { path, read } of entries(archive, prefix)) {
      const full = prefix === '' ? path : path === '' ? prefix : `${prefix}!${path}`;
      if (budget.members-- <= 0 || budget.total <= 0) {
        onSkipped(full, 'the archive is larger than the limit');
        return;
      }
      let content: Uint8Array;
      try {
        content = read(Math.min(archiveKind(archive) === 'gzip' ? limits.total : limits.member, budget.total));
      } catch (error) {
        onSkipped(full, error instanceof RangeError ? 'it is larger than the limit' : 'it could not be unpacked');
        continue;
      }
      budget.total -= content.length;
      if (archiveKind(content) === undefined) yield { path: full, bytes: content };
      else if (depth < limits.depth) yield* open(content, full, depth + 1);
      else onSkipped(full, 'archives are nested too deeply');
    }
  }

  function* entries(archive: Uint8Array, prefix: string): Generator<Entry> {
    switch (archiveKind(archive)) {
      case 'zip':
        return yield* zipEntries(archive, (reason) => onSkipped(prefix, reason));
      case 'tar':
        return yield* tarEntries(archive, (reason) => onSkipped(prefix, reason));
      case 'gzip':
        return yield { path: '', read: (limit) => gunzipSync(archive, { maxOutputLength: limit }) };
      default:
    }
  }
}

interface Entry {
  readonly path: string;
  /** Throws a RangeError when the content is longer than `limit`. */
  read(limit: number): Uint8Array;
}

const decoder = new TextDecoder('utf-8');

/** By the central directory (APPNOTE 4.3.12); what only local headers know is not unpacked by installers either. */
function* zipEntries(bytes: Uint8Array, fail: (reason: string) => void): Generator<Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return fail('the zip file has no directory');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      return fail('the zip directory is cut off or of the 64-bit form');
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const path = decoder.decode(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (path.endsWith('/')) continue;
    yield {
      path,
      read(limit) {
        if (size > limit) throw new RangeError('too large');
        const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
        const data = bytes.subarray(start, start + packed);
        if (method === 0) return data;
        if (method !== 8) throw new Error('unknown compression');
        return inflateRawSync(data, { maxOutputLength: limit });
      },
    };
  }
}

const blockSize = 512;

/** POSIX ustar with GNU and pax long names. */
function* tarEntries(bytes: Uint8Array, fail: (reason: string) => void): Generator<Entry> {
  let at = 0;
  let longName: string | undefined;
  while (at + blockSize <= bytes.length && bytes[at] !== 0) {
    const header = bytes.subarray(at, at + blockSize);
    const size = Number.parseInt(field(header, 124, 12).trim() || '0', 8);
    if (!Number.isFinite(size) || size < 0 || at + blockSize + size > bytes.length)
      return fail('the tar file is cut off');
    const type = String.fromCharCode(header[156]);
    const data = bytes.subarray(at + blockSize, at + blockSize + size);
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
    if (type === 'L') longName = decoder.decode(data).replace(/\0.*$/s, '');
    else if (type === 'x')
      longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(decoder.decode(data.subarray(0, 8192)))?.[1] ?? longName;
    else {
      const prefix = field(header, 345, 155);
      const path = longName ?? (prefix === '' ? field(header, 0, 100) : `${prefix}/${field(header, 0, 100)}`);
      longName = undefined;
      if (type !== '0' && type !== '\0') continue;
      yield {
        path,
        read(limit) {
          if (data.length > limit) throw new RangeError('too large');
          return data;
        },
      };
    }
  }
}

function field(header: Uint8Array, from: number, length: number): string {
  return decoder.decode(header.subarray(from, from + length)).replace(/\0.*$/s, '');
}
