/** Bills of materials. The CycloneDX library is loaded only when it is asked for. */
export { makeBill } from './bill.ts';
export { writeSpdx } from './spdx.ts';

export async function loadCycloneDx(): Promise<typeof import('./cyclonedx.ts')> {
  return import('./cyclonedx.ts');
}
