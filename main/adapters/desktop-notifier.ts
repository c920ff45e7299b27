import notifier from 'node-notifier';
import { notificationFor } from './notification-options.ts';
import { createNotifySend } from './notify-send.ts';
import { explainNotifySendFailure } from './notify-send-failure.ts';

export type DesktopNotice = {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** Takes the notification away again after so many milliseconds, where the desktop obeys. */
  readonly withdrawAfter?: number;
};

/** `sent` means handed to the desktop; whether anybody saw it nobody can tell. */
export type Delivery = { readonly delivery: 'sent' } | { readonly delivery: 'failed'; readonly reason: string };

export type DesktopNotifier = {
  /** Never rejects, and answers within five seconds. `reason` is in plain words, fit to be shown. */
  post(notice: DesktopNotice): Promise<Delivery>;
  /** Told the id of a notification the person clicked, however late; on Linux where notify-send tells (0.7.10 and later). */
  onClick(listener: (id: string) => void): () => void;
  /** Fails what is not yet posted and forgets clicks; notifications on the screen stay. */
  stop(): void;
};

/** The part of node-notifier that is used: one callback, when the program it started ends. Ours tells of a click by a second. */
export type NotificationProgram = {
  notify(options: object, done: (fault: unknown, response?: string) => void): unknown;
  /** Lets go of programs that wait for a click; what they show stays. */
  stop?(): void;
};

export type DesktopNotifierSettings = {
  readonly platform?: NodeJS.Platform;
  readonly program?: NotificationProgram;
  readonly patience?: number;
  /** How long a program that stays up until the click may take to fail. */
  readonly grace?: number;
};

/** Posts real notifications: through node-notifier, and on Linux through notify-send where it can tell of clicks. */
export function createDesktopNotifier(settings: DesktopNotifierSettings = {}): DesktopNotifier {
  const { platform = process.platform, program = programFor(platform), patience = 5000, grace = 1000 } = settings;
  // On Windows and macOS the program ends when the person has acted, so that silence means it is on the screen.
  const endsWhenPosted = platform !== 'win32' && platform !== 'darwin';
  const listeners = new Set<(id: string) => void>();
  const waiting = new Set<(delivery: Delivery) => void>();
  const withdrawals = new Set<NodeJS.Timeout>();
  let count = 0;
  let isStopped = false;

  const post = (notice: DesktopNotice): Promise<Delivery> => {
    if (isStopped) return Promise.resolve(failed('the notifier was stopped'));
    count += 1;
    const number = count;
    return new Promise((resolve) => {
      const settle = (delivery: Delivery) => {
        clearTimeout(timer);
        waiting.delete(settle);
        resolve(delivery);
      };
      const timer = setTimeout(
        () => settle(endsWhenPosted ? failed(`the desktop did not answer within ${patience / 1000} s`) : sent),
        endsWhenPosted ? patience : grace,
      );
      waiting.add(settle);
      try {
        program.notify(notificationFor(platform, notice, number), (fault, response) => {
          // A string is what the program wrote to stderr although it ended well.
          settle(fault instanceof Error ? failed(explain(fault, platform)) : sent);
          if (response === 'activate' && !isStopped) for (const listener of listeners) listener(notice.id);
        });
        if (platform === 'win32' && notice.withdrawAfter !== undefined) withdraw(number, notice.withdrawAfter);
      } catch (fault) {
        settle(failed(explain(fault, platform)));
      }
    });
  };

  const withdraw = (number: number, after: number) => {
    const timer = setTimeout(() => {
      withdrawals.delete(timer);
      try {
        program.notify({ remove: number, message: ' ' }, () => undefined);
      } catch {
        // It stays until the desktop takes it away.
      }
    }, after).unref();
    withdrawals.add(timer);
  };

  return {
    post,
    onClick(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      isStopped = true;
      listeners.clear();
      for (const timer of withdrawals) clearTimeout(timer);
      for (const settle of [...waiting]) settle(failed('the notifier was stopped'));
      program.stop?.();
    },
  };
}

const sent: Delivery = { delivery: 'sent' };

function failed(reason: string): Delivery {
  return { delivery: 'failed', reason };
}

function programFor(platform: NodeJS.Platform): NotificationProgram {
  if (platform === 'win32' || platform === 'darwin') return notifier as NotificationProgram;
  // Its own check for notify-send remembers a failure as long as the process lives.
  const options: { suppressOsdCheck: boolean; withFallback?: boolean } = { suppressOsdCheck: true };
  return createNotifySend(new notifier.NotifySend(options) as NotificationProgram);
}

function explain(fault: unknown, platform: NodeJS.Platform): string {
  const text = fault instanceof Error ? fault.message : String(fault);
  if (platform !== 'win32' && platform !== 'darwin') return explainNotifySendFailure(text);
  const line = text.split('\n', 1)[0]?.slice(0, 200) ?? '';
  return /ENOENT|not found/i.test(text)
    ? 'the program that shows notifications is missing from this installation'
    : line;
}
