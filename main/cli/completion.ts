import { Argument, type Command } from 'commander';
import { type Session, withExamples } from './session.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

const install = `
Put one of these into the shell's start-up file, or write what is printed where completions lie:
  bash  source <(warp-emu completion bash)
  zsh   source <(warp-emu completion zsh)      after compinit
  fish  warp-emu completion fish | source`;

export function addCompletionCommand(program: Command, session: Session): void {
  withExamples(
    program.command('completion').description('print a script that completes these commands in a shell'),
    'completion bash > ~/.local/share/bash-completion/completions/warp-emu',
    'completion zsh > ~/.zfunc/_warp-emu',
    'completion fish > ~/.config/fish/completions/warp-emu.fish',
  )
    .addArgument(new Argument('<shell>').choices(shells))
    .addHelpText('after', install)
    .action(async (shell: Shell) => {
      const [{ placesOf }, scripts] = await Promise.all([
        import('./completion-places.ts'),
        import('./completion-scripts.ts'),
      ]);
      session.io.stdout(scripts[shell](placesOf(program)));
      session.finish(0);
    });
}
