import type { Place, Wanted, Word } from './completion-places.ts';

// Each script walks the words before the cursor to the command that they lead to, stepping over the values of options,
// and then offers what that command takes.

export function bash(places: readonly Place[]): string {
  const words = (list: readonly string[]) => `_warp_emu_words '${list.join(' ')}'`;
  const offer = (wanted: Wanted) =>
    typeof wanted === 'object'
      ? words(wanted.choices)
      : { file: '_warp_emu_files -f', folder: '_warp_emu_files -d', anything: ':' }[wanted];
  const first = ({ commands, argument }: Place) => (commands.length > 0 ? words(wordsOf(commands)) : offer(argument));
  return `# bash completion for warp-emu
_warp_emu_words() { COMPREPLY=($(compgen -W "$1" -- "$current")); }
_warp_emu_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen "$1" -- "$current"))
  compopt -o filenames 2>/dev/null
}
_warp_emu() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} place= i
  COMPREPLY=()
  # --host=no comes as three words.
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i - 1]} in ${valueFlags(places).join(' | ')}) continue ;; esac
    case "$place \${COMP_WORDS[i]}" in ${innerPaths(places).join(' | ')}) place+=" \${COMP_WORDS[i]}" ;; esac
  done
  case "$place $previous" in
${valuesIn(places, (keys, wanted) => `    ${keys.join(' | ')}) ${offer(wanted)}; return ;;`)}
  esac
  case "$place|$current" in
${places.map(({ path, options }) => `    '${path}|'-*) ${words(wordsOf(options))} ;;`).join('\n')}
${places.map((place) => `    '${place.path}|'*) ${first(place)} ;;`).join('\n')}
  esac
}
complete -F _warp_emu warp-emu
`;
}

export function zsh(places: readonly Place[]): string {
  const offer = (wanted: Wanted) =>
    typeof wanted === 'object'
      ? `compadd -- ${wanted.choices.join(' ')}`
      : { file: '_files', folder: '_files -/', anything: ':' }[wanted];
  const described = (list: readonly Word[]) =>
    list.map(({ word, about }) => `'${`${word.replaceAll(':', '\\:')}:${about}`.replaceAll("'", "'\\''")}'`).join(' ');
  // `path`, `commands` and `options` are zsh's own.
  return `#compdef warp-emu
_warp-emu() {
  local place= previous=\${words[CURRENT-1]} i
  local -a inner flags
  for ((i = 3; i <= CURRENT; i++)); do
    case \${words[i-2]} in (${valueFlags(places).join('|')}) continue ;; esac
    case "$place \${words[i-1]}" in (${innerPaths(places).join('|')}) place+=" \${words[i-1]}" ;; esac
  done
  case "$place $previous" in
${valuesIn(places, (keys, wanted) => `    (${keys.join('|')}) ${offer(wanted)}; return ;;`)}
  esac
  case "$place" in
${places.map(({ path, commands, options }) => `    ('${path}') inner=(${described(commands)}) flags=(${described(options)}) ;;`).join('\n')}
  esac
  if [[ \${words[CURRENT]} == -* ]]; then _describe -o option flags; return; fi
  if (( $#inner )); then _describe command inner; return; fi
  case "$place" in
${places.map(({ path, argument }) => `    ('${path}') ${offer(argument)} ;;`).join('\n')}
  esac
}
if [[ $funcstack[1] == _warp-emu ]]; then _warp-emu "$@"; else compdef _warp-emu warp-emu; fi
`;
}

export function fish(places: readonly Place[]): string {
  const text = (words: string) => `'${words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const offer = (wanted: Wanted) =>
    typeof wanted === 'object'
      ? `-x -a ${text(wanted.choices.join(' '))}`
      : { file: '-r -F', folder: "-x -a '(__fish_complete_directories)'", anything: '-x' }[wanted];
  const lines = places.flatMap(({ path, commands, options, values, argument }) => {
    const at = `complete -c warp-emu -n "__warp_emu_at '${path}'"`;
    const flag = (word: string) => (word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`);
    return [
      ...commands.map(({ word, about }) => `${at} -a ${word} -d ${text(about)}`),
      ...options.map(({ word, about }) => {
        const wanted = values.find(({ flags }) => flags.includes(word))?.wanted;
        return `${at} ${flag(word)}${wanted === undefined ? '' : ` ${offer(wanted)}`} -d ${text(about)}`;
      }),
      ...(typeof argument === 'object' ? [`${at} -a ${text(argument.choices.join(' '))}`] : []),
      ...(argument === 'file' ? [`${at} -F`] : []),
    ];
  });
  return `# fish completion for warp-emu
function __warp_emu_at
  set -l place ''
  set -l previous ''
  for word in (commandline -opc)[2..-1]
    if not contains -- "$previous" ${valueFlags(places).join(' ')}
      switch "$place $word"
        case ${innerPaths(places).join(' ')}
          set place "$place $word"
      end
    end
    set previous $word
  end
  test "$place" = "$argv[1]"
end
complete -c warp-emu -f
${lines.join('\n')}
`;
}

function wordsOf(words: readonly Word[]): string[] {
  return words.map(({ word }) => word);
}

/** Quoted, as patterns. */
function innerPaths(places: readonly Place[]): string[] {
  return places.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
}

function valueFlags(places: readonly Place[]): string[] {
  return [...new Set(places.flatMap(({ values }) => values.flatMap(({ flags }) => flags)))];
}

/** A line for each option that takes a value; its keys are the command and how the option is written, quoted. */
function valuesIn(places: readonly Place[], line: (keys: readonly string[], wanted: Wanted) => string): string {
  const lines = places.flatMap(({ path, values }) =>
    values.map(({ flags, wanted }) =>
      line(
        flags.map((flag) => `'${path} ${flag}'`),
        wanted,
      ),
    ),
  );
  return lines.join('\n');
}
