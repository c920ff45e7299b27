import { Refusal } from '../../app/errors.ts';
import { findCommand, hasDesktop, type Machine, pathsOf } from './machine.ts';

export type FoundBrowser = {
  readonly path: string;
  /** Runs in snap's confinement, which shuts it out of hidden folders. */
  readonly isSnap: boolean;
};

// Ubuntu's `chromium` is a snap; whatever else there is has fewer ways to fail.
const commands = [
  ...['google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge', 'brave-browser'],
  ...['chromium', 'chromium-browser', '/snap/bin/chromium'],
];

const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser'];

const executables = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];

/**
 * A browser of the Chromium family, the only one that takes a profile, a PAC file and an authority on its command line.
 * `WARP_EMU_BROWSER` names one. Throws a `Refusal` that says what was looked for.
 */
export function findBrowser(machine: Machine): FoundBrowser {
  const named = machine.env.WARP_EMU_BROWSER;
  if (named) {
    const path = findCommand(machine, [named]);
    if (path === undefined) {
      throw new Refusal('no-browser', `WARP_EMU_BROWSER names ${named}, and there is no such program. Correct it.`);
    }
    return { path, isSnap: isSnap(machine, path) };
  }
  if (!hasDesktop(machine)) {
    throw new Refusal(
      'no-desktop',
      'There is no desktop here to open a browser on. WARP_EMU_BROWSER may name a program that needs none.',
    );
  }
  const path = findCommand(machine, placesOf(machine));
  if (path === undefined) {
    throw new Refusal(
      'no-browser',
      `No browser of the Chromium family was found. Looked for: ${sayLookedFor(machine)}. Install one, or name one in WARP_EMU_BROWSER and start the emulator again.`,
    );
  }
  return { path, isSnap: isSnap(machine, path) };
}

function placesOf(machine: Machine): readonly string[] {
  const { join } = pathsOf(machine);
  const { platform, env, home } = machine;
  if (platform === 'darwin') {
    return ['/Applications', join(home, 'Applications')].flatMap((folder) =>
      apps.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (platform === 'win32') {
    const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].flatMap((folder) => folder ?? []);
    return folders.flatMap((folder) => executables.map((executable) => join(folder, executable)));
  }
  return commands;
}

function sayLookedFor({ platform }: Machine): string {
  if (platform === 'darwin') return `${apps.join(', ')} in Applications`;
  if (platform === 'win32') return 'Chrome, Edge, Chromium and Brave where they are installed';
  return commands.join(', ');
}

/** Ubuntu's /usr/bin/chromium-browser is a script that starts the snap. */
function isSnap(machine: Machine, path: string): boolean {
  const real = machine.followLinks(path);
  if (path.startsWith('/snap/') || real === '/usr/bin/snap') return true;
  return path.endsWith('/chromium-browser') && machine.exists('/snap/bin/chromium');
}
