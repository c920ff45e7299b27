import type { Command } from 'commander';
import { suggestName } from '../../app/expression/hints.ts';
import { type Session, withExamples } from './session.ts';

/** `help clock advance` goes as deep as the commands do, which Commander's own help command does not. */
export function addHelpCommand(program: Command, _session: Session): void {
  withExamples(program.command('help').description('explain a command'), 'help clock advance')
    .argument('[command...]')
    .action((names: string[]) => {
      let command = program;
      for (const name of names) command = findCommand(command, name);
      command.outputHelp();
    });
}

function findCommand(parent: Command, name: string): Command {
  const found = parent.commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const meant = suggestName(
    name,
    parent.commands.map((command) => command.name()),
  );
  const suggestion = meant === undefined ? '' : `\n(Did you mean ${meant}?)`;
  return parent.error(`error: unknown command '${name}'${suggestion}`, { code: 'commander.unknownCommand' });
}
