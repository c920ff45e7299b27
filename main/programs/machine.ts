import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What is looked at to find programs; tests put one of their own in. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly isRoot: boolean;
  exists(path: string): boolean;
  /** Where links lead in the end; the path itself when there is nothing. */
  followLinks(path: string): string;
};

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  isRoot: process.getuid?.() === 0,
  exists: existsSync,
  followLinks: (path) => {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
};

/** Whether a window can be opened here. */
export function hasDesktop({ platform, env }: Pick<Machine, 'platform' | 'env'>): boolean {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The first of these commands that there is: names on the PATH, or absolute paths. */
export function findCommand(machine: Machine, commands: readonly string[]): string | undefined {
  const { join, isAbsolute } = pathsOf(machine);
  const folders = (machine.env.PATH ?? machine.env.Path ?? '').split(machine.platform === 'win32' ? ';' : ':');
  const places = commands.flatMap((command) =>
    isAbsolute(command)
      ? [command]
      : // An empty entry means the working folder, where nobody wants a program found.
        folders.filter(isAbsolute).map((folder) => join(folder, command)),
  );
  return places.find((place) => machine.exists(place));
}

export function pathsOf({ platform }: Pick<Machine, 'platform'>): typeof posix {
  return platform === 'win32' ? win32 : posix;
}
