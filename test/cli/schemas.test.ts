/** The published schemas are made from what the program checks. After a change: `vitest run -u test/cli/schemas.test.ts`. */
import { expect, it } from 'vitest';
import { configurationJsonSchema } from '../../src/project/configuration/index.ts';
import { policyJsonSchema } from '../../src/scan/index.ts';

it('publishes the schema of the configuration', async () => {
  const text = `${JSON.stringify(configurationJsonSchema(), undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../schemas/theriac-config.schema.json');
});

it('publishes the schema of the policy', async () => {
  const text = `${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../schemas/theriac-policy.schema.json');
});
