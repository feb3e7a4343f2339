/** What the rules about shells share: which calls take a shell command, and whether a command is under control. */
import { Attribute, Call, Kind, List, listItems, Name } from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';
import { stringShape } from '../string-shape.ts';
import { isPlainValue } from './plain-values.ts';

export const subprocessCalls = 'subprocess.{run,call,check_call,check_output,Popen}';

/** What runs its first argument in a shell whatever else is said. */
export const shellCalls = [
  'os.{system,popen,popen2,popen3,popen4}',
  'posix.system',
  'subprocess.{getoutput,getstatusoutput}',
  'commands.{getoutput,getstatusoutput}',
  'popen2.{popen2,popen3,popen4,Popen3,Popen4}',
  'asyncio.create_subprocess_shell',
  'asyncio.subprocess.create_subprocess_shell',
] as const;

export type CommandControl =
  /** Known, or put together from quoted words, numbers and constants. */
  | 'constant'
  /** Text with something unknown inserted. */
  | 'built'
  /** Comes from elsewhere as a whole. */
  | 'unknown';

/** How much of a shell command the code around it decides. */
export function commandControl(ctx: RuleContext, command: Node): CommandControl {
  if (isPlainValue(ctx, command, (node) => isQuoted(ctx, node))) return 'constant';
  const { words } = ctx;
  const value = ctx.valueOf(command);
  if (words[value] === Kind.List || words[value] === Kind.Tuple) {
    // With a shell, only the first item is the command; the others are the parameters of the shell itself.
    const first = listItems(words, List.elts(words, value))[0];
    return first === undefined ? 'constant' : commandControl(ctx, first);
  }
  const parts = stringShape(ctx, command);
  if (parts === undefined) return 'unknown';
  const open = parts.some(
    (part) =>
      part.kind === 'hole' && (part.node === undefined || !isPlainValue(ctx, part.node, (node) => isQuoted(ctx, node))),
  );
  return open ? 'built' : 'constant';
}

const constantName = /^_*[A-Z][A-Z0-9_]*$/;

/** `shlex.quote(x)`, `shlex.join(list)`, `' '.join(map(shlex.quote, list))`, and constants by convention. */
function isQuoted(ctx: RuleContext, node: Node): boolean {
  if (ctx.words[node] === Kind.Name) return constantName.test(ctx.name(Name.id(ctx.words, node)));
  if (ctx.words[node] === Kind.Attribute) return constantName.test(ctx.name(Attribute.attr(ctx.words, node)));
  if (ctx.words[node] !== Kind.Call) return false;
  const callee = Call.func(ctx.words, node);
  if (ctx.denotes(callee, 'shlex.quote', 'pipes.quote', 'shlex.join', 'subprocess.list2cmdline')) return true;
  const mapped = ctx.argumentNode(node, undefined, 0);
  return (
    mapped !== undefined &&
    ctx.denotes(callee, 'builtins.map') &&
    ctx.denotes(mapped, 'shlex.quote', 'pipes.quote', 'builtins.int')
  );
}
