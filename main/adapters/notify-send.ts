import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { NotificationProgram } from './desktop-notifier.ts';
import { isOnPath } from './notify-send-failure.ts';

/** As `notification-options` makes them for Linux. */
type LinuxNotification = {
  readonly title: string;
  readonly message: string;
  readonly 'app-name': string;
  readonly 'expire-time'?: string;
};

/**
 * notify-send itself, which from version 0.7.10 on waits for a click and tells of it; node-notifier does not ask it to.
 * `older` is taken where notify-send knows no actions, or can't be made to answer before it ends.
 */
export function createNotifySend(older: NotificationProgram): NotificationProgram {
  const waiting = new Set<ReturnType<typeof spawn>>();
  let takesActions = isOnPath('stdbuf', process.env);

  const notify: NotificationProgram['notify'] = (options, done) => {
    if (!takesActions) return older.notify(options, done);
    const notification = options as LinuxNotification;
    // Its output is held back until it ends, unless lines are let through.
    const child = spawn('stdbuf', ['-oL', 'notify-send', ...argumentsFor(notification)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    waiting.add(child);
    const withdrawal = withdrawLater(child, notification['expire-time']);
    let complaint = '';
    let isPosted = false;
    createInterface(child.stdout).on('line', (line) => {
      // The first line is the number that the desktop gave; 0 is none. The second names what was clicked.
      if (isPosted) done(undefined, line === action ? 'activate' : 'closed');
      else if (Number(line) > 0) {
        isPosted = true;
        done(undefined, 'posted');
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once('error', (fault) => done(fault));
    child.once('close', () => {
      waiting.delete(child);
      clearTimeout(withdrawal);
      if (isPosted) return;
      if (/unknown option/i.test(complaint)) {
        takesActions = false;
        older.notify(options, done);
      } else
        done(new Error(complaint === '' ? 'Command failed: notify-send' : `Command failed: notify-send\n${complaint}`));
    });
    return undefined;
  };

  return {
    notify,
    stop() {
      for (const child of waiting) child.kill('SIGKILL');
    },
  };
}

const action = 'default';

function argumentsFor(notification: LinuxNotification): string[] {
  const { title, message, 'app-name': app, 'expire-time': expiry } = notification;
  const timing = expiry === undefined ? [] : [`--expire-time=${expiry}`];
  return ['--print-id', `--action=${action}=Sign in`, `--app-name=${app}`, ...timing, '--', title, message];
}

/** Not every desktop heeds the expiry; an interrupted notify-send takes its notification away. */
function withdrawLater(child: ReturnType<typeof spawn>, expiry: string | undefined): NodeJS.Timeout | undefined {
  return expiry === undefined ? undefined : setTimeout(() => child.kill('SIGINT'), Number(expiry)).unref();
}
