import type { Argument, Command, Option } from 'commander';

/** What a word may be: one of several, a file, or something that nobody can guess. */
export type Wanted = { readonly choices: readonly string[] } | 'file' | 'folder' | 'anything';

/** A word with what it is for. */
export type Word = { readonly word: string; readonly about: string };

/** One command, and what may stand behind it. */
export type Place = {
  /** Its words behind `warp-emu`, each with a blank before it: ` clock advance`; the program's own is empty. */
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly Word[];
  /** Options that take a value, by how they are written. */
  readonly values: readonly { readonly flags: readonly string[]; readonly wanted: Wanted }[];
  /** What its first argument is. */
  readonly argument: Wanted;
};

/** Every command of the program, outermost first. */
export function placesOf(command: Command, path = ''): readonly Place[] {
  const help = command.createHelp();
  const options = help.visibleOptions(command);
  const commands = help.visibleCommands(command);
  const place: Place = {
    path,
    commands: commands.map((inner) => ({ word: inner.name(), about: inner.description() })),
    options: options.flatMap((option) => spellings(option).map((word) => ({ word, about: option.description }))),
    values: options
      .filter(({ required, optional }) => required || optional)
      .map((option) => ({ flags: spellings(option), wanted: wantedFor(option, option.flags) })),
    argument: argumentOf(command.registeredArguments[0]),
  };
  return [place, ...commands.flatMap((inner) => placesOf(inner, `${path} ${inner.name()}`))];
}

function argumentOf(argument: Argument | undefined): Wanted {
  return argument === undefined ? 'anything' : wantedFor(argument, argument.name());
}

function wantedFor({ argChoices }: Pick<Option, 'argChoices'>, named: string): Wanted {
  if (argChoices !== undefined) return { choices: argChoices };
  if (/\bdir\b/.test(named)) return 'folder';
  return /file|path\b|environment\b/.test(named) ? 'file' : 'anything';
}

function spellings({ short, long }: Option): string[] {
  return [short, long].filter((flag) => flag !== undefined);
}
