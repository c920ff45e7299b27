import { readWebAddress } from '../web-address.ts';
import { launch, launchPatience } from './launch.ts';

export type BrowserLauncher = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Longer than that a launcher that works may run: it has become the browser. */
  readonly patience: number;
};

const usual: BrowserLauncher = { platform: process.platform, env: process.env, patience: launchPatience };

/** Opens a web address in the system's browser. Rejects, with the reason in words, when this machine has no way to. */
export async function openInBrowser(url: string, launcher: BrowserLauncher = usual): Promise<void> {
  await launch(commandFor(readWebAddress(url), launcher), 'found no browser', launcher.patience);
}

function commandFor(url: string, { platform, env }: BrowserLauncher): { command: string; args: string[] } {
  if (platform === 'darwin') return { command: 'open', args: [url] };
  // `start` is a word of cmd.exe, which would read `&` and `%` in the address; this takes it as it is.
  if (platform === 'win32') return { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', url] };
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY && !env.BROWSER) throw new Error('there is no desktop here');
  return { command: 'xdg-open', args: [url] };
}
