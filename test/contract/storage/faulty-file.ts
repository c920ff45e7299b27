import { type FileOpener, openRealFile } from '../../../main/adapters/segment-file.ts';

export type Faults = {
  /** What a write does instead: takes so many bytes, then fails with `code`, or takes part when there is none. */
  write?: { readonly takes: number; readonly code?: string } | undefined;
  datasync?: string | undefined;
  truncate?: string | undefined;
};

export function systemFault(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Opens real files whose next operations fail as `faults` says; empty it to mend them. */
export function faultyOpener(faults: Faults, isConcerned: (path: string) => boolean = () => true): FileOpener {
  return async (path, flags) => {
    const file = await openRealFile(path, flags);
    const current = () => (isConcerned(path) ? faults : {});
    return {
      async write(bytes, offset, length, position) {
        const { write } = current();
        if (write === undefined) return file.write(bytes, offset, length, position);
        const taken = Math.min(write.takes, length);
        const { bytesWritten } = await file.write(bytes, offset, taken, position);
        if (write.code !== undefined) throw systemFault(write.code);
        return { bytesWritten };
      },
      async datasync() {
        const { datasync } = current();
        if (datasync !== undefined) throw systemFault(datasync);
        await file.datasync();
      },
      async truncate(length) {
        const { truncate } = current();
        if (truncate !== undefined) throw systemFault(truncate);
        await file.truncate(length);
      },
      close: () => file.close(),
    };
  };
}
