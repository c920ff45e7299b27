import type { Millis } from '../../app/time/instant.ts';

/** Whether something that was asked of the emulator is still on its way; what is answered soon is never told. */
export type Busy = {
  during<T>(work: Promise<T>): Promise<T>;
  read(): boolean;
  subscribe(listener: () => void): () => void;
};

/** Real milliseconds after which a person wonders whether anything happens. */
const usualPatience: Millis = 300;

export function createBusy(patience: Millis = usualPatience): Busy {
  const listeners = new Set<() => void>();
  let late = 0;
  const count = (change: 1 | -1) => {
    late += change;
    for (const listener of listeners) listener();
  };
  return {
    during: async (work) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        count(1);
      }, patience);
      try {
        return await work;
      } finally {
        clearTimeout(timer);
        if (isLate) count(-1);
      }
    },
    read: () => late > 0,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
