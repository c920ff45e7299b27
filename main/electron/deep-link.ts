import { app } from 'electron';
import type { WindowName } from './window.ts';

const scheme = 'warp-session-emulator:';

const windowOf = new Map<string, WindowName>([
  [`${scheme}//lab`, 'lab'],
  [`${scheme}//client`, 'client'],
]);

export function isLink(text: string): boolean {
  return text.toLowerCase().startsWith(scheme);
}

/** The window that a link asks for. That is all a link can say: any page may hold one. */
export function readLink(link: string): WindowName | undefined {
  return windowOf.get(link.toLowerCase().replace(/\/$/, ''));
}

/** Has the system hand us our links; only once installed, or it would remember a checkout or a temporary folder. */
export function claimLinks(environment: NodeJS.ProcessEnv = process.env): void {
  // Set by the portable Windows package, which unpacks itself anew at each start.
  if (environment.PORTABLE_EXECUTABLE_FILE !== undefined) return;
  // Whatever a link smuggles into Windows' command line stands after `--`, where nothing is an option.
  if (app.isPackaged) app.setAsDefaultProtocolClient(scheme.slice(0, -1), process.execPath, ['--']);
}
