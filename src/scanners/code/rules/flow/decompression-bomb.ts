import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'decompression-bomb',
    title: 'Untrusted data is decompressed without a limit',
    severity: 'medium',
    cwe: ['CWE-409', 'CWE-400'],
    aliases: ['codeql:py/uncontrolled-file-decompression'],
    tags: ['denial-of-service', 'archive'],
  },
  consequence: 'is decompressed without a limit',
  remediation: 'Decompress in steps: `zlib.decompressobj().decompress(data, max_length)`, and stop at a limit.',
});
