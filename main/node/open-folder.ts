import { Refusal } from '../../app/errors.ts';
import { launch } from './launch.ts';

export type Desktop = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Shows a folder in the desktop's file manager. Throws a `Refusal` that names the folder when there is none. */
export async function openFolder(path: string, desktop: Desktop = process): Promise<void> {
  const { platform, env } = desktop;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) throw cannotOpen(path, 'there is no desktop here');
  const command = platform === 'darwin' ? 'open' : platform === 'win32' ? 'explorer.exe' : 'xdg-open';
  // Explorer answers 1 whether it opened the folder or not.
  const opened = launch({ command, args: [path] }, 'found no file manager');
  await opened.catch((fault: Error) => {
    if (platform !== 'win32') throw cannotOpen(path, fault.message);
  });
}

function cannotOpen(path: string, reason: string): Refusal {
  return new Refusal('no-file-manager', `No window was opened (${reason}). The folder is ${path}`);
}
