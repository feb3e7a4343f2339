/** The configuration's JSON Schema, for editors; published as `schemas/theriac-config.schema.json`. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { settingsSchema } from './settings.ts';

/** Made from the schema that checks the file, so that the two cannot differ. */
export function configurationJsonSchema(): object {
  const schema = toJsonSchema(settingsSchema, { ignoreActions: ['check'] });
  return {
    ...schema,
    $id: 'theriac-config.schema.json',
    title: 'Configuration of Theriac: theriac.toml, or [tool.theriac] in pyproject.toml',
  };
}
