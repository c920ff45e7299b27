import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../adapters/atomic-file.ts';
import { makeDirectory } from '../adapters/make-directory.ts';
import { storageRefusal } from '../adapters/storage-fault.ts';

export type ProgramFiles = {
  readonly paths: ReturnType<typeof pathsIn>;
  /** Whether anybody has asked for them, in this start or an earlier one. */
  areThere(): boolean;
  /** Writes what differs from what was written last. Throws a `Refusal` when it can't. */
  write(texts: Partial<Record<'certificate' | 'sshConfig' | 'terminal', string>>): Promise<void>;
  /** Host keys of an earlier start say nothing about this one's. */
  forgetHosts(): Promise<void>;
  /** Takes back that anything was written. */
  startAnew(): void;
};

function pathsIn(directory: string) {
  return {
    certificate: join(directory, 'ca.pem'),
    sshConfig: join(directory, 'ssh_config'),
    knownHosts: join(directory, 'known_hosts'),
    // Terminal.app opens what ends so.
    terminal: join(directory, 'terminal.command'),
  };
}

/** What other programs read of us: nothing secret, and for this user alone. One write at a time. */
export function createProgramFiles(directory: string): ProgramFiles {
  const paths = pathsIn(directory);
  const written = new Map<string, string>();
  let last: Promise<void> = Promise.resolve();
  const writeOne = async (path: string, text: string) => {
    if (written.get(path) === text && existsSync(path)) return;
    try {
      makeDirectory(directory);
      await writeFileAtomically(path, text, path === paths.terminal ? 0o700 : 0o600);
    } catch (fault) {
      throw storageRefusal(fault, path);
    }
    written.set(path, text);
  };
  return {
    paths,
    areThere: () => existsSync(paths.certificate),
    write: (texts) => {
      const turn = last.then(async () => {
        for (const name of ['certificate', 'sshConfig', 'terminal'] as const) {
          const text = texts[name];
          if (text !== undefined) await writeOne(paths[name], text);
        }
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    forgetHosts: () => rm(paths.knownHosts, { force: true }),
    startAnew: () => written.clear(),
  };
}
