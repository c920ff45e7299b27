import type { Machine } from '../../../main/programs/machine.ts';

/** A machine that has these files; `links` lead elsewhere. */
export function machineWith(
  platform: NodeJS.Platform,
  files: readonly string[],
  { env = {}, links = {} }: { readonly env?: Machine['env']; readonly links?: Readonly<Record<string, string>> } = {},
): Machine {
  const usual = platform === 'linux' ? { PATH: '/usr/bin:/usr/local/bin', DISPLAY: ':0' } : { PATH: 'C:\\Windows' };
  return {
    ...{ platform, home: platform === 'win32' ? 'C:\\Users\\a' : '/home/a', isRoot: false },
    env: { ...usual, ...env },
    exists: (path) => files.includes(path),
    followLinks: (path) => links[path] ?? path,
  };
}
