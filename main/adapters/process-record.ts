import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { z } from 'zod';
import type { Millis } from '../../app/time/instant.ts';

/** Names one process for good: a later process with the same pid has another stamp. */
export const processRecordSchema = z.object({
  pid: z.int().positive(),
  /** Wall-clock time, for people to read. */
  startedAt: z.number(),
  /** When the system started the process, in the system's own terms; absent where it does not say. */
  stamp: z.string().optional(),
});

export type ProcessRecord = { readonly pid: number; readonly startedAt: Millis; readonly stamp?: string | undefined };

type Finding = { readonly alive: false } | { readonly alive: true; readonly stamp?: string };

let ownStamp: string | undefined;

export function ownProcess(): ProcessRecord {
  const { pid } = process;
  if (ownStamp === undefined) {
    const finding = examine(pid);
    ownStamp = finding.alive ? (finding.stamp ?? '') : '';
  }
  const startedAt = Math.round(performance.timeOrigin);
  return ownStamp === '' ? { pid, startedAt } : { pid, startedAt, stamp: ownStamp };
}

/** Whether that very process lives, not merely one with its pid. */
export function isRunning({ pid, startedAt, stamp }: ProcessRecord): boolean {
  const finding = examine(pid);
  if (!finding.alive) return false;
  if (finding.stamp !== undefined && stamp !== undefined) return finding.stamp === stamp;
  const bootedAt = Date.now() - uptime() * 1000;
  return startedAt > bootedAt - 60_000;
}

function examine(pid: number): Finding {
  if (process.platform === 'linux') return examineOnLinux(pid);
  if (!answersSignals(pid)) return { alive: false };
  if (process.platform === 'win32') return { alive: true };
  return withStamp(readStartFromPs(pid));
}

function withStamp(stamp: string | undefined): Finding {
  return stamp === undefined ? { alive: true } : { alive: true, stamp };
}

function examineOnLinux(pid: number): Finding {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in parentheses and may hold anything; fields are counted after the last one (proc(5)).
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    const [condition = '', startTicks = ''] = [fields[0], fields[19]];
    if ('ZXx'.includes(condition)) return { alive: false };
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { alive: true, stamp: `${boot}/${startTicks}` };
  } catch {
    // With /proc hidden from other users (hidepid) a signal still tells.
    return answersSignals(pid) ? { alive: true } : { alive: false };
  }
}

function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

function readStartFromPs(pid: number): string | undefined {
  try {
    const options = { encoding: 'utf8', timeout: 2000, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } } as const;
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}
