/** Completion scripts for four shells, from the flat description of all commands. */
import type { DescribedCommand } from './describe-commands.ts';

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/** The script that makes `shell` complete commands, flags and the values of flags. */
export function completionScript(shell: Shell, commands: readonly DescribedCommand[]): string {
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      return zsh(commands);
    case 'fish':
      return fish(commands);
    case 'powershell':
      return powershell(commands);
  }
}

/** Words that may follow a command: subcommands and flags. */
function wordsAfter(command: DescribedCommand | undefined, commands: readonly DescribedCommand[]): string[] {
  const depth = command?.path.length ?? 0;
  const key = command?.path.join(' ') ?? '';
  const below = commands.filter(({ path }) => path.length === depth + 1 && path.slice(0, depth).join(' ') === key);
  const flags = command?.options.flatMap(({ names }) => names.filter((name) => name.startsWith('--'))) ?? [
    '--help',
    '--version',
  ];
  const choices = command?.arguments.flatMap((argument) => argument.choices ?? []) ?? [];
  return [...below.map(({ path }) => path[depth]), ...choices, ...flags];
}

function valueCases(commands: readonly DescribedCommand[]): Map<string, readonly string[]> {
  const cases = new Map<string, readonly string[]>();
  for (const { path, options } of commands) {
    for (const { names, choices } of options) {
      if (choices.length > 0) cases.set(`${path.join(' ')} ${names[names.length - 1]}`, choices);
    }
  }
  return cases;
}

function bash(commands: readonly DescribedCommand[]): string {
  const values = [...valueCases(commands)].map(([key, choices]) => `    "${key}") words="${choices.join(' ')}" ;;`);
  const after = [undefined, ...commands].map((command) => {
    const key = command?.path.join(' ') ?? '';
    return `    "${key}") words="${wordsAfter(command, commands).join(' ')}" ;;`;
  });
  const paths = commands.map(({ path }) => `"${path.join(' ')}"`).join('|');
  return `# bash completion for theriac
_theriac() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" candidate word words=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    candidate="\${command:+$command }$word"
    case "$candidate" in ${paths}) command="$candidate" ;; esac
  done
  case "$command $previous" in
${values.join('\n')}
  esac
  if [[ -z "$words" ]]; then
    case "$command" in
${after.join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ "$current" == -* ]] || COMPREPLY+=($(compgen -f -- "$current"))
}
complete -o filenames -F _theriac theriac
`;
}

function zsh(commands: readonly DescribedCommand[]): string {
  const top = commands.filter(({ path }) => path.length === 1);
  const list = top.map(({ path, summary }) => `    ${quote(`${path[0]}:${summary}`)}`);
  const cases = top.map((command) => {
    const specs = command.options.flatMap((option) =>
      option.names.map((name) => {
        const value = !option.takesValue
          ? ''
          : option.choices.length > 0
            ? `:value:(${option.choices.join(' ')})`
            : ':value:_files';
        return `        ${quote(`*${name}[${option.description.replace(/[[\]:]/g, ' ')}]${value}`)}`;
      }),
    );
    const below = commands
      .filter(({ path }) => path.length === 2 && path[0] === command.path[0])
      .map(({ path }) => path[1]);
    const choices = [...below, ...command.arguments.flatMap((argument) => argument.choices ?? [])];
    specs.push(choices.length > 0 ? `        ${quote(`1:word:(${choices.join(' ')})`)}` : `        '*:file:_files'`);
    return `    ${command.path[0]})\n      _arguments \\\n${specs.join(' \\\n')}\n      ;;`;
  });
  return `#compdef theriac
# zsh completion for theriac
_theriac() {
  local -a commands
  commands=(
${list.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
if [[ "$funcstack[1]" == _theriac ]]; then _theriac "$@"; else compdef _theriac theriac; fi
`;
}

function fish(commands: readonly DescribedCommand[]): string {
  const lines: string[] = [];
  const top = commands.filter(({ path }) => path.length === 1);
  for (const { path, summary } of top) {
    lines.push(`complete -c theriac -n __fish_use_subcommand -f -a ${path[0]} -d ${quote(summary)}`);
  }
  for (const { path, options, arguments: parameters } of commands) {
    const seen = path.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    const when = `-n ${quote(seen)}`;
    if (path.length === 2) {
      lines.push(`complete -c theriac -n ${quote(`__fish_seen_subcommand_from ${path[0]}`)} -f -a ${path[1]}`);
    }
    for (const choice of parameters.flatMap((argument) => argument.choices ?? [])) {
      lines.push(`complete -c theriac ${when} -f -a ${choice}`);
    }
    for (const { names, takesValue, choices, description } of options) {
      const forms = names
        .map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
        .join(' ');
      const value = choices.length > 0 ? ` -x -a ${quote(choices.join(' '))}` : takesValue ? ' -r' : '';
      lines.push(`complete -c theriac ${when} ${forms}${value} -d ${quote(description)}`);
    }
  }
  return `# fish completion for theriac\n${lines.join('\n')}\n`;
}

function powershell(commands: readonly DescribedCommand[]): string {
  const entry = (key: string, words: readonly string[]): string =>
    `    ${quotePowershell(key)} = @(${words.map(quotePowershell).join(', ')})`;
  const after = [undefined, ...commands].map((command) =>
    entry(command?.path.join(' ') ?? '', wordsAfter(command, commands)),
  );
  const values = [...valueCases(commands)].map(([key, choices]) => entry(key, choices));
  return `# PowerShell completion for theriac
Register-ArgumentCompleter -Native -CommandName theriac -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $after = @{
${after.join('\n')}
  }
  $values = @{
${values.join('\n')}
  }
  $before = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $command = ''
  foreach ($word in $before) {
    $candidate = ($command + ' ' + $word).Trim()
    if ($after.ContainsKey($candidate)) { $command = $candidate }
  }
  $previous = if ($before.Count -gt 0) { $before[-1] } else { '' }
  $words = $values[($command + ' ' + $previous)]
  if (-not $words) { $words = $after[$command] }
  $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function quotePowershell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
