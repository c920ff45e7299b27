import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../app/errors.ts';
import { writeInstant } from '../../app/time/calendar.ts';
import { layoutOf } from './data-directory.ts';
import type { RootLog } from './log.ts';
import { makeDirectory } from './make-directory.ts';
import { redact } from './redact.ts';

export type Crash = {
  /** Where it happened: `uncaughtException`, `lab window`. */
  readonly where: string;
  readonly fault: unknown;
  /** Its last lines go into the report, and its secrets don't. */
  readonly log: Pick<RootLog, 'recentLines' | 'redact'>;
};

/** `at` is an instant of the wall clock, RFC 3339. */
export type CrashReport = { readonly file: string; readonly at: string; readonly text: string };

const kept = 10;
const loggedLines = 100;
const fileName = /^crash-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-([\d.]+Z)(?:-\d+)?\.json$/;

/**
 * Writes what is needed to understand a crash, for this user alone, and answers where. Nothing is sent anywhere. Never
 * throws: what crashed has enough trouble.
 */
export function writeCrashReport(dataDirectory: string, version: string, crash: Crash): string | undefined {
  try {
    const { crashes } = layoutOf(dataDirectory);
    makeDirectory(crashes);
    for (const name of namesIn(crashes).slice(0, -kept + 1)) rmSync(join(crashes, name), { force: true });
    const at = writeInstant(Date.now());
    const report = {
      ...{ product: 'WARP Session Emulator', version, at, where: crash.where },
      fault: redact(crash.fault),
      versions: { node: process.versions.node, electron: process.versions.electron, chrome: process.versions.chrome },
      platform: `${process.platform} ${process.arch}`,
      log: crash.log.recentLines().slice(-loggedLines),
    };
    const file = join(crashes, `crash-${at.replaceAll(':', '-')}.json`);
    writeFileSync(file, crash.log.redact(`${JSON.stringify(report, undefined, 2)}\n`), { mode: 0o600 });
    return file;
  } catch {
    return undefined;
  }
}

/** Oldest first. */
export function listCrashReports(dataDirectory: string): readonly CrashReport[] {
  const { crashes } = layoutOf(dataDirectory);
  return namesIn(crashes).flatMap((name) => {
    try {
      const [, day, hours, minutes, rest] = fileName.exec(name) ?? [];
      return [{ file: name, at: `${day}${hours}:${minutes}:${rest}`, text: readFileSync(join(crashes, name), 'utf8') }];
    } catch {
      // It was taken away meanwhile.
      return [];
    }
  });
}

/** Throws a `Refusal` for a name that is no report's; one that is gone already is fine. */
export function discardCrashReport(dataDirectory: string, name: string): void {
  if (!fileName.test(name)) throw new Refusal('no-such-report', 'There is no crash report of that name.');
  rmSync(join(layoutOf(dataDirectory).crashes, name), { force: true });
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => fileName.test(name))
      .toSorted();
  } catch {
    return [];
  }
}
