export type Message = { readonly id: number; readonly text: string };

/** The latest thing that went wrong, said once; a newer one takes its place. */
export type Messages = {
  say(text: string): void;
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
  return {
    say: (text) => {
      lastId += 1;
      show({ id: lastId, text });
    },
    dismiss: () => show(undefined),
    read: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
