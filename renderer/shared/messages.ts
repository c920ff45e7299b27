/** Something that may be done about it, in one word or two. */
export type MessageAct = { readonly label: string; readonly run: () => void };

export type Message = {
  readonly id: number;
  readonly tone: 'fault' | 'done';
  readonly text: string;
  readonly act?: MessageAct;
};

/** The latest thing that went wrong or was done, said once; a newer one takes its place. */
export type Messages = {
  say(text: string): void;
  tell(text: string, act?: MessageAct): void;
  dismiss(): void;
  read(): Message | undefined;
  subscribe(listener: () => void): () => void;
};

export function createMessages(): Messages {
  const listeners = new Set<() => void>();
  let current: Message | undefined;
  let lastId = 0;
  const show = (message: Message | undefined) => {
    current = message;
    for (const listener of listeners) listener();
  };
  const next = () => {
    lastId += 1;
    return lastId;
  };
  return {
    say: (text) => show({ id: next(), tone: 'fault', text }),
    tell: (text, act) => show({ id: next(), tone: 'done', text, ...(act === undefined ? {} : { act }) }),
    dismiss: () => show(undefined),
    read: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
