/** Validates documents against the JSON Schemas that we publish and that others publish. */
import { readFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** A validator for a schema file, relative to the repository. Draft 4 is read as draft 7: only the name of `id` differs in what we use. */
export function schemaValidator(path: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
  const draft4 = String(schema.$schema).includes('draft-04');
  if (draft4) {
    delete schema.$schema;
    delete schema.id;
  }
  const draft2020 = String(schema.$schema).includes('2020-12');
  const ajv = draft2020
    ? new Ajv2020.default({ strict: false, allErrors: true })
    : new Ajv.default({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(schema);
}

/** The first few errors as text; empty when the document is valid. */
export function schemaErrors(validate: ValidateFunction, document: unknown): string[] {
  if (validate(document)) return [];
  return (validate.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
