import type { Handlers } from '../../app/bridge/contract.ts';
import { Refusal } from '../../app/errors.ts';
import type { Programs } from '../programs/programs.ts';
import { writeVariables } from '../programs/shell-text.ts';

type ProgramHandlers = Pick<Handlers, Extract<keyof Handlers, `program.${string}`>>;

/** Other programs that go through the emulator. */
export function createProgramHandlers(programs: Programs): ProgramHandlers {
  return {
    'program.settings': async () => {
      const settings = await programs.settings();
      return { ...settings, lines: writeVariables(settings.variables, settings.shell) };
    },
    'program.open': async ({ program, url }) => {
      if (program === 'browser') return { opened: await programs.openBrowser(url) };
      if (url !== undefined) throw new Refusal('no-address', 'A terminal takes no address.');
      return { opened: await programs.openTerminal() };
    },
  };
}
