import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDockerfile } from './dockerfile.ts';

const text = `# syntax=docker/dockerfile:1
# a comment
FROM python:3.12-slim AS build
RUN --mount=type=cache,target=/root/.cache pip install \\
    # inside
    flask==3.0 \\

    requests
RUN ["pip", "install", "x"]
RUN <<EOF
pip install a
EOF
COPY <<-"one" <<two /dst/
\tfirst
\tone
second
two
ONBUILD run echo hi
`;

test('continuations, flags, exec form, here-documents and places', () => {
  const all = parseDockerfile(text);
  expect(all.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN', 'RUN', 'RUN', 'COPY', 'RUN']);
  const [from, run, exec, heredoc, copy, onBuild] = all;
  expect(from!.args).toBe('python:3.12-slim AS build');
  expect(run!.flags).toEqual(['--mount=type=cache,target=/root/.cache']);
  expect(run!.args.replace(/\s+/g, ' ')).toBe('pip install flask==3.0 requests');
  for (const word of ['pip', 'flask', 'requests'])
    expect(text.slice(run!.offsetAt(run!.args.indexOf(word))).startsWith(word)).toBe(true);
  expect(exec!.exec).toEqual(['pip', 'install', 'x']);
  expect(heredoc!.heredocs).toMatchObject([{ name: 'EOF', text: 'pip install a\n', expands: true }]);
  expect(copy!.heredocs).toMatchObject([
    { name: 'one', text: '\tfirst\n', expands: false },
    { name: 'two', text: 'second\n' },
  ]);
  expect(onBuild).toMatchObject({ onBuild: true, args: 'echo hi' });
});

test('the escape directive', () => {
  expect(parseDockerfile('# escape=`\nRUN a `\n  C:\\b\nUSER x')).toMatchObject([
    { args: 'a    C:\\b' },
    { keyword: 'USER' },
  ]);
});

test('any text is read in linear time', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('RUN ', '\\', '\n', '<<E', '#', 'E', '"', ' ', '[') }), (any) => {
      for (const { span, args, offsetAt } of parseDockerfile(any)) {
        expect(span.end).toBeLessThanOrEqual(any.length);
        expect(offsetAt(args.length)).toBeLessThanOrEqual(any.length);
      }
    }),
  );
  expect(parseDockerfile(Array.from({ length: 20_000 }, (_, i) => `RUN <<E${i}`).join('\n'))).toHaveLength(20_000);
});
