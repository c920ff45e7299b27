import { createHash } from 'node:crypto';
import { lstat, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '../adapters/make-directory.ts';
import type { FoundBrowser } from './find-browser.ts';

const prefix = 'browser-';

/** Folders that may hold profiles of ours. A browser in a snap can't see hidden folders, so it has a place of its own. */
export function profileFolders(programs: string, home: string): { readonly usual: string; readonly snap: string } {
  const id = createHash('sha256').update(programs).digest('hex').slice(0, 12);
  return { usual: programs, snap: join(home, 'snap', 'chromium', 'common', `warp-session-emulator-${id}`) };
}

export type ProfilePlan = {
  readonly folders: ReturnType<typeof profileFolders>;
  readonly browser: FoundBrowser;
  /** What its browser is told at the start and can't be told later. */
  readonly bornWith: readonly string[];
};

/**
 * The profile for a browser that is started so. A running one would only open another window and ignore everything it is
 * told, so that another port, authority or set of destinations has another profile.
 */
export async function prepareProfile({ folders, browser, bornWith }: ProfilePlan): Promise<string> {
  const id = createHash('sha256').update(JSON.stringify(bornWith)).digest('hex').slice(0, 12);
  const folder = browser.isSnap ? folders.snap : folders.usual;
  const profile = join(folder, `${prefix}${id}`);
  makeDirectory(profile);
  // The browser's own secure DNS would pass by the emulated resolver. It is a setting, and no switch of the command line.
  const settings = { dns_over_https: { mode: 'off' } };
  await writeFile(join(profile, 'Local State'), JSON.stringify(settings), { flag: 'wx', mode: 0o600 }).catch(
    ignoreExisting,
  );
  return profile;
}

/** Removes the profiles that no browser uses, but for `keep`. */
export async function removeUnused(folders: ProfilePlan['folders'], keep?: string): Promise<void> {
  for (const folder of Object.values(folders)) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => one.startsWith(prefix))) {
      const profile = join(folder, name);
      if (profile !== keep && !(await isInUse(profile))) await rm(profile, { recursive: true, force: true });
    }
  }
}

/** Chromium's lock: a link to `host-pid`, on Windows a file that can't be removed while it is open. */
async function isInUse(profile: string): Promise<boolean> {
  if (process.platform === 'win32') {
    return rm(join(profile, 'lockfile'), { force: true }).then(
      () => false,
      () => true,
    );
  }
  const lock = join(profile, 'SingletonLock');
  if ((await lstat(lock).catch(() => undefined)) === undefined) return false;
  const pid = Number(/-(\d+)$/.exec(await readlink(lock).catch(() => ''))?.[1]);
  return Number.isInteger(pid) && isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function ignoreExisting(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'EEXIST') throw fault;
}
