import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'encoded-data',
    title: 'Data is encoded or decoded with base64 or a relative',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-506'],
    aliases: [
      'codeaudit:base64.b64decode',
      'codeaudit:base64.z85decode',
      'codeaudit:base64.b64encode',
      'codeaudit:base64.b85encode',
    ],
    tags: ['inventory', 'supply-chain', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(
    'base64.{b64decode,b64encode,standard_b64decode,urlsafe_b64decode,b85decode,b85encode,a85decode,a85encode,z85decode,z85encode,b32decode,b16decode,decodebytes}',
  ),
  check(ctx, node) {
    ctx.report(node, {
      message: 'Data is encoded or decoded here.',
      remediation: 'Do not rely on it to hide anything.',
    });
  },
});
