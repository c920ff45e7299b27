import { app, dialog, type MessageBoxOptions } from 'electron';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';

export type Quitting = {
  /** Resolves when the app is to end. */
  readonly wanted: Promise<void>;
  /** Asks the person first once there is something to ask about; answers whether the app ends. */
  request(): Promise<boolean>;
  /** For those who can't wait for an answer. */
  now(): void;
  /** From now on `request` ends the app only when this answers true. */
  askFirst(ask: () => Promise<boolean>): void;
};

/** Holds back every quit, by whatever way it comes, until what runs has been stopped in order. */
export function holdQuit(): Quitting {
  let end = () => {};
  let isEnding = false;
  let ask = async () => true;
  let asking: Promise<boolean> | undefined;
  const wanted = new Promise<void>((resolve) => {
    end = resolve;
  });
  const now = () => {
    isEnding = true;
    end();
  };
  const request = async () => {
    if (isEnding) return true;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    if (await asking) now();
    return isEnding;
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    void request();
  });
  return {
    wanted,
    request,
    now,
    askFirst(given) {
      ask = given;
    },
  };
}

/** Names the connections that quitting would cut, and asks; quits at once when there are none. */
export async function askToCut(flows: Snapshot['flows']): Promise<boolean> {
  const question = quitQuestion(flows);
  return question === undefined || (await dialog.showMessageBox(question)).response === 0;
}

const namedAtMost = 8;

export function quitQuestion({ total, items }: Snapshot['flows']): MessageBoxOptions | undefined {
  if (total === 0) return undefined;
  const named = items.slice(0, namedAtMost).map(({ destination, port }) => `${destination}:${port}`);
  const rest = total - named.length;
  return {
    type: 'question',
    message: total === 1 ? '1 connection is still open' : `${total} connections are still open`,
    detail: [...named, ...(rest > 0 ? [`and ${rest} more`] : []), '', 'Quitting closes them.'].join('\n'),
    buttons: ['Quit', 'Keep running'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
}
