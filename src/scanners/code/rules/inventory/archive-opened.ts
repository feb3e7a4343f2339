import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'archive-opened',
    title: 'A compressed file or archive is opened',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-409', 'CWE-22'],
    aliases: [
      'codeaudit:bz2.BZ2File',
      'codeaudit:bz2.open',
      'codeaudit:compression.zstd.decompress',
      'codeaudit:compression.zstd.open',
      'codeaudit:gzip.open',
      'codeaudit:lzma.LZMAFile',
      'codeaudit:lzma.open',
      'codeaudit:zipfile.ZipFile',
    ],
    tags: ['inventory', 'archive', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(
    'gzip.{open,GzipFile,decompress}',
    'bz2.{open,BZ2File,decompress}',
    'lzma.{open,LZMAFile,decompress}',
    'zipfile.ZipFile',
    'tarfile.{open,TarFile,TarFile.open}',
    'compression.{zstd,gzip,bz2,lzma}.{open,decompress}',
    'compression.{zstd.ZstdFile,gzip.GzipFile,bz2.BZ2File,lzma.LZMAFile}',
  ),
  check(ctx, node) {
    ctx.report(node, {
      message:
        'Compressed data is read or written here: what comes out can be a thousand times larger than what goes in.',
      remediation: 'For data of strangers limit the size that is read, and check names before members are written.',
    });
  },
});
