import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { quoteForShell, type Variables } from '../programs/variables.ts';

export type CommandWay = {
  readonly url: string;
  readonly token: string;
  readonly addresses: Readonly<Record<string, string>>;
  /** Holds `warp-emu`. */
  readonly folder: string;
};

/** What a command that has an emulator of its own is told on top of every program's variables (`main/programs`). */
export function commandVariables({ url, token, addresses, folder }: CommandWay, env = process.env): Variables {
  const { proxy = '', dns = '', pac = '' } = addresses;
  // Windows spells it as it likes, and takes the one for the other.
  const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    WARP_EMU_API: `${url}/api/v1`,
    // It opens an emulator that ends with the command, to whoever reads this user's processes anyway.
    WARP_EMU_TOKEN: token,
    ...{ WARP_EMU_PROXY: proxy, WARP_EMU_DNS: dns, WARP_EMU_PAC: pac },
    [path]: [folder, ...(env[path] ? [env[path]] : [])].join(delimiter),
  };
}

/** Puts `warp-emu` into a folder of its own, for a command that finds none of the same version on its path. */
export async function layCommandLine(dataDirectory: string, platform = process.platform): Promise<string> {
  const folder = join(dataDirectory, 'bin');
  const built = join(packageRoot, 'out', 'main', 'cli.js');
  const program = existsSync(built) ? built : (process.argv[1] ?? built);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const words = [process.execPath, program];
  if (platform === 'win32') {
    const line = words.map((word) => `"${word.replaceAll('%', '%%')}"`).join(' ');
    await writeFile(join(folder, 'warp-emu.cmd'), `@${line} %*\r\n`);
  } else {
    const line = words.map(quoteForShell).join(' ');
    await writeFile(join(folder, 'warp-emu'), `#!/bin/sh\nexec ${line} "$@"\n`, { mode: 0o700 });
  }
  return folder;
}
