import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const noProgram = 'the program notify-send is not installed (Debian and Ubuntu: package libnotify-bin)';
const noSession = 'there is no D-Bus session, so no desktop to show it on';
const noDaemon = 'no notification daemon is running on this desktop';
const noAnswer = 'the notification daemon did not answer';

/**
 * Says in plain words why notify-send ended badly. What it writes may be in the person's language, so facts of the
 * environment are looked at first.
 */
export function explainNotifySendFailure(text: string, environment: Environment = process.env): string {
  if (!isOnPath('notify-send', environment)) return noProgram;
  if (!hasSessionBus(environment)) return noSession;
  if (/autolaunch|could not connect|connection refused|error spawning|dbus-launch/i.test(text)) return noSession;
  if (/StartServiceByName|ServiceUnknown|was not provided by any|NameHasNoOwner|UnknownMethod/i.test(text))
    return noDaemon;
  if (/NoReply|TimedOut|timeout was reached/i.test(text)) return noAnswer;
  // node-notifier puts the command before what the program wrote.
  const written =
    text
      .replace(/^Command failed:[^\n]*\n?/, '')
      .trim()
      .split('\n', 1)[0]
      ?.slice(0, 200) ?? '';
  return written === '' ? 'notify-send ended without saying why' : `notify-send says: ${written}`;
}

export function isOnPath(program: string, { PATH = '' }: Environment): boolean {
  return PATH.split(delimiter).some((directory) => {
    try {
      accessSync(join(directory || '.', program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function hasSessionBus({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime, DISPLAY }: Environment): boolean {
  if (address) {
    const paths = [...address.matchAll(/unix:path=([^,;]+)/g)].map(([, path = '']) => path);
    return paths.length === 0 || paths.some((path) => path.includes('%') || existsSync(path));
  }
  return Boolean(DISPLAY) || (runtime !== undefined && existsSync(join(runtime, 'bus')));
}
