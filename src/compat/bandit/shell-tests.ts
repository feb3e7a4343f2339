/** Bandit's tests of calls that start programs: B602 to B607 and B609. */
import { ConstantKind, Dict, Kind, List, listItems, listLength } from '../../python/index.ts';
import type { CallView } from './module-view.ts';
import type { CallTest } from './verdict.ts';

const fullPath = /^(?:[A-Za-z](?=:)|[\\/.])/;

export const shellTests: Readonly<Record<string, CallTest>> = {
  B602: (call, { subprocess }) => {
    if (!subprocess.has(call.path) || !hasShell(call) || call.args.length === 0) return undefined;
    const isConstant = call.view.isText(call.args[0]);
    return {
      id: 'B602',
      severity: isConstant ? 'LOW' : 'HIGH',
      confidence: 'HIGH',
      text: isConstant ? 'A constant command runs in a shell.' : 'A command runs in a shell.',
      line: call.lineOfKeyword('shell'),
    };
  },
  B603: (call, { subprocess }) =>
    subprocess.has(call.path) && !hasShell(call)
      ? {
          id: 'B603',
          severity: 'LOW',
          confidence: 'HIGH',
          text: 'A program is started; check its arguments.',
          line: call.lineOfKeyword('shell'),
        }
      : undefined,
  B604: (call, { subprocess }) =>
    !subprocess.has(call.path) && hasShell(call)
      ? {
          id: 'B604',
          severity: 'MEDIUM',
          confidence: 'LOW',
          text: 'A function is called with shell=True.',
          line: call.lineOfKeyword('shell'),
        }
      : undefined,
  B605: (call, { shell }) => {
    if (!shell.has(call.path) || call.args.length === 0) return undefined;
    const isConstant = call.view.isText(call.args[0]);
    return {
      id: 'B605',
      severity: isConstant ? 'LOW' : 'HIGH',
      confidence: 'HIGH',
      text: isConstant ? 'A constant command runs in a shell.' : 'A command runs in a shell.',
    };
  },
  B606: (call, { noShell }) =>
    noShell.has(call.path)
      ? { id: 'B606', severity: 'LOW', confidence: 'MEDIUM', text: 'Another program is started without a shell.' }
      : undefined,
  B607: (call, { subprocess, shell, noShell }) => {
    if (call.args.length === 0) return undefined;
    if (!subprocess.has(call.path) && !shell.has(call.path) && !noShell.has(call.path)) return undefined;
    const { view } = call;
    let program = call.args[0];
    if (view.kind(program) === Kind.List && listLength(view.words, List.elts(view.words, program)) > 0) {
      program = listItems(view.words, List.elts(view.words, program))[0];
    }
    const text = view.text(program);
    return text === undefined || fullPath.test(text)
      ? undefined
      : { id: 'B607', severity: 'LOW', confidence: 'HIGH', text: 'PATH decides which program is started.' };
  },
  B609: (call, { subprocess, shell }) => {
    if (!shell.has(call.path) && !(subprocess.has(call.path) && call.isKeyword('shell', 'True'))) return undefined;
    const first = call.position(0);
    const command =
      typeof first === 'string' ? first : Array.isArray(first) ? first.map((item) => ` ${String(item)}`).join('') : '';
    if (!command.includes('*') || !['chown', 'chmod', 'tar', 'rsync'].some((name) => command.includes(name)))
      return undefined;
    return {
      id: 'B609',
      severity: 'HIGH',
      confidence: 'MEDIUM',
      text: 'Files that the wildcard finds can be read as options.',
      line: call.lineOfKeyword('shell'),
    };
  },
};

/** Whether `shell=` is there and does not count as false. */
function hasShell(call: CallView): boolean {
  const value = call.keywords.get('shell');
  if (value === undefined) return false;
  const { view } = call;
  const { words } = view;
  switch (view.kind(value)) {
    case Kind.Constant: {
      const kind = view.constantKind(value);
      if (kind === ConstantKind.None || kind === ConstantKind.False) return false;
      const literal = view.literal(value);
      return kind === ConstantKind.Int || kind === ConstantKind.Float ? literal !== 0 : literal !== '';
    }
    case Kind.List:
      return listLength(words, List.elts(words, value)) > 0;
    case Kind.Dict:
      return listLength(words, Dict.keys(words, value)) > 0;
    default:
      return true;
  }
}
