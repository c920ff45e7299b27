import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeLeftBehind, scratchName } from './left-behind.ts';

/** Of one push, and of everything pushed to one repository. */
export const largestPush = 64 * 1024 * 1024;
export const largestRepository = 256 * 1024 * 1024;

/** Where the repositories lie while the emulator runs, and how git is run there: with nothing of the user's own set-up. */
export type GitHome = {
  readonly directory: string;
  /** Of every git that is run. */
  environment(protocol?: string): NodeJS.ProcessEnv;
  remove(): void;
};

/** What the system's programs need to be found and to start, Windows among them. */
const kept = ['PATH', 'Path', 'PATHEXT', 'SystemRoot', 'SYSTEMROOT', 'windir', 'COMSPEC'];

/** Hooks come from a folder that nobody makes; nothing is fetched from anywhere, nothing tidies up in the background. */
const configuration = (directory: string) => `[safe]
\tdirectory = *
[core]
\thooksPath = ${JSON.stringify(`${directory.replaceAll('\\', '/')}/no-hooks`)}
[protocol]
\tallow = never
[gc]
\tauto = 0
[maintenance]
\tauto = false
[receive]
\tautogc = false
\tmaxInputSize = ${largestPush}
[uploadpack]
\tallowFilter = true
`;

/** Makes a folder that only this user may enter. */
export function makeGitHome(): GitHome {
  removeLeftBehind(tmpdir());
  const directory = mkdtempSync(join(tmpdir(), scratchName(process.pid)));
  const file = join(directory, '.gitconfig');
  writeFileSync(file, configuration(directory));
  const own = {
    ...{ HOME: directory, USERPROFILE: directory, XDG_CONFIG_HOME: directory, TMPDIR: directory, TEMP: directory },
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: file, GIT_ATTR_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' },
    LC_ALL: 'C',
  };
  return {
    directory,
    environment: (protocol) => ({
      ...Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
      ...own,
      ...(protocol === undefined ? {} : { GIT_PROTOCOL: protocol }),
    }),
    remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** A version of git's protocol that a client asked for, in the form that git takes; anything else is left out. */
export function readProtocol(asked: unknown): string | undefined {
  return typeof asked === 'string' && /^version=[0-2]$/.test(asked) ? asked : undefined;
}
