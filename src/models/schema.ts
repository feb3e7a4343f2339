/** The shape of a model file, checked when it is read. The JSON Schema for editors is made from it. */
import * as v from 'valibot';

const kinds = v.union([v.string(), v.array(v.string())]);
const chars = v.optional(v.string());

const source = v.strictObject({
  path: v.string(),
  kind: v.picklist([
    'remote',
    'queue',
    'cli',
    'env',
    'file',
    'database',
    'event',
    'secret',
    'exception',
    'weak-random',
    'response',
  ]),
  label: v.optional(v.string()),
  /** Characters the data can have, as a class: `0-9a-f`. */
  chars,
  /** Only parameters that the route's path names; of a value: only in routes whose path has variables. */
  route: v.optional(v.boolean()),
});

const sink = v.strictObject({
  path: v.string(),
  kind: v.string(),
  when: v.optional(v.string()),
  context: v.optional(v.string()),
  label: v.optional(v.string()),
  constants: v.optional(v.array(v.string())),
});

const sanitizer = v.strictObject({
  path: v.string(),
  kinds: v.optional(kinds),
  chars,
  excludes: v.optional(v.string()),
});
const guard = v.strictObject({
  path: v.string(),
  when: v.optional(v.union([v.boolean(), v.literal('normal')])),
  kinds: v.optional(kinds),
  chars,
});
const propagator = v.strictObject({
  path: v.string(),
  /** `Argument[…]`, `self`, or `nothing`. */
  from: v.union([v.string(), v.array(v.string())]),
  type: v.optional(v.string()),
});
const typed = v.strictObject({ path: v.string(), is: v.string() });
const base = v.strictObject({ path: v.string(), bases: v.array(v.string()) });
const callback = v.strictObject({
  path: v.string(),
  parameters: v.optional(v.picklist(['remote', 'queue', 'event', 'cli'])),
  /** What the first parameters are instead; `any` leaves one to `parameters`. */
  given: v.optional(v.array(v.string())),
});
const constant = v.strictObject({ path: v.string(), value: v.string() });
const given = v.strictObject({ path: v.string(), is: v.array(v.string()) });

export const modelFileSchema = v.strictObject({
  schema: v.literal('theriac/models/1'),
  package: v.string(),
  aliases: v.optional(v.record(v.string(), v.string())),
  sources: v.optional(v.array(source)),
  sinks: v.optional(v.array(sink)),
  sanitizers: v.optional(v.array(sanitizer)),
  guards: v.optional(v.array(guard)),
  propagators: v.optional(v.array(propagator)),
  types: v.optional(v.array(typed)),
  bases: v.optional(v.array(base)),
  noreturn: v.optional(v.array(v.string())),
  callbacks: v.optional(v.array(callback)),
  constants: v.optional(v.array(constant)),
  /** Names the engine must be able to tell, without facts of their own. */
  known: v.optional(v.array(v.string())),
  /** What a framework passes as the first parameters of an entry. */
  given: v.optional(v.array(given)),
});

export type ModelFile = v.InferOutput<typeof modelFileSchema>;

/** A file that passed, or what is wrong with it. */
export function readModelFile(
  data: unknown,
): { readonly ok: true; readonly model: ModelFile } | { readonly ok: false; readonly problems: readonly string[] } {
  const result = v.safeParse(modelFileSchema, data);
  if (result.success) return { ok: true, model: result.output };
  return { ok: false, problems: result.issues.map((issue) => `${v.getDotPath(issue) ?? 'file'}: ${issue.message}`) };
}
