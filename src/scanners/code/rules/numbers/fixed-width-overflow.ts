import { call, defineRule } from '../../rule.ts';

const limits: { readonly [type: string]: readonly [number, number] } = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
};

export const rule = defineRule({
  meta: {
    name: 'fixed-width-overflow',
    title: 'A number does not fit its fixed-width type',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-190', 'CWE-191'],
    aliases: ['pyscg:0002'],
    tags: ['numbers', 'numpy'],
    since: '0.1.0',
    tier: 'quality',
  },
  on: call('numpy.{int8,uint8,int16,uint16,int32,uint32}', 'ctypes.{c_int8,c_uint8,c_int16,c_uint16,c_int32,c_uint32}'),
  check(ctx, node, path) {
    const value = ctx.argumentConstant(node, undefined, 0);
    const range = limits[path.slice(path.lastIndexOf('.') + 1).replace('c_', '')];
    if (value?.kind !== 'int' || range === undefined) return;
    const number = Number(value.value);
    if (number >= range[0] && number <= range[1]) return;
    // `c_uint32(-1)` is the usual way to write all ones.
    if (path.startsWith('ctypes') && number >= -(range[1] + 1) && number < 0) return;
    ctx.report(node, {
      message: `${number} does not fit: the type holds ${range[0]} to ${range[1]}, and the value wraps around or raises.`,
      remediation: 'Use a wider type, or check the range first.',
    });
  },
});
