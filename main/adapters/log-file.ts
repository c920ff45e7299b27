import { closeSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from './make-directory.ts';

export type LogFile = {
  write(line: string): void;
  /** Removes every line of every age; the next one begins a new file. */
  clear(): void;
  close(): void;
};

export type LogFileLimits = { readonly files: number; readonly bytesEach: number };

/** Appends lines to `warp-emu.log`; a full one becomes `warp-emu.1.log`, and so on up to the oldest, which goes. */
export function openLogFile(directory: string, limits: LogFileLimits): LogFile {
  const nameOf = (age: number) => join(directory, age === 0 ? 'warp-emu.log' : `warp-emu.${age}.log`);
  let file: number | undefined;
  let size = 0;
  const open = () => {
    makeDirectory(directory);
    file = openSync(nameOf(0), 'a', 0o600);
    size = fstatSync(file).size;
    return file;
  };
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  const rotate = () => {
    close();
    rmSync(nameOf(limits.files - 1), { force: true });
    for (let age = limits.files - 2; age >= 0; age -= 1) {
      try {
        renameSync(nameOf(age), nameOf(age + 1));
      } catch {
        // There is none of that age yet.
      }
    }
  };
  return {
    write(line) {
      const bytes = Buffer.from(line);
      const target = file ?? open();
      if (size > 0 && size + bytes.length > limits.bytesEach) {
        rotate();
        writeSync(open(), bytes);
      } else {
        writeSync(target, bytes);
      }
      size += bytes.length;
    },
    clear() {
      close();
      for (let age = 0; age < limits.files; age += 1) rmSync(nameOf(age), { force: true });
    },
    close,
  };
}
