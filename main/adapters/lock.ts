import { randomBytes } from 'node:crypto';
import {
  constants,
  copyFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Refusal } from '../../app/errors.ts';
import type { Millis } from '../../app/time/instant.ts';
import { isRunning, ownProcess, processRecordSchema } from './process-record.ts';
import { codeOf, isMissing, storageRefusal } from './storage-fault.ts';

export type LockOutcome =
  | { readonly release: () => void }
  | { readonly heldBy: { readonly pid: number; readonly startedAt: Millis } };

/** `id` is never used twice, so that whoever replaces a holder replaces that one and no later one. */
const claimSchema = processRecordSchema.extend({ id: z.string().regex(/^[\w-]{1,80}$/) });
type Claim = z.infer<typeof claimSchema>;

/**
 * Takes the directory for this process; a holder that has died is succeeded. Of any number of starters one wins.
 *
 * `lock` names the holder. To succeed a dead holder X a process first creates `lock.heir-X`, which only one can; an heir
 * that died on the way has heirs of its own. If the chain from `lock` then still ends in this claim, `lock` is replaced
 * by it. While `lock` names X none but the living heir may change it, and the dead remove nothing, so looking at the
 * chain again after the claim is enough.
 */
export async function acquireLock(directory: string): Promise<LockOutcome> {
  const own: Claim = { ...ownProcess(), id: `${process.pid}-${randomBytes(9).toString('hex')}` };
  try {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const outcome = await tryOnce(directory, own);
      if (outcome !== undefined) return outcome;
    }
  } catch (fault) {
    throw storageRefusal(fault, join(directory, 'lock'));
  }
  throw new Refusal('lock-contended', `The lock of ${directory} keeps changing hands. Try again in a moment.`);
}

async function tryOnce(directory: string, own: Claim): Promise<LockOutcome | undefined> {
  const chain = await readChain(directory);
  const last = chain.at(-1);
  if (last === undefined) return publish(directory, 'lock', own) ? hold(directory, own) : undefined;
  if (isRunning(last)) {
    // An heir that was read after `lock` had gone to another one is a late claim, which its owner is about to take back.
    const [first] = chain;
    if (last !== first && (await readClaim(directory, 'lock'))?.id !== first?.id) return undefined;
    return { heldBy: { pid: last.pid, startedAt: last.startedAt } };
  }
  const heir = heirOf(last.id);
  if (!publish(directory, heir, own)) return undefined;
  const seen = (await readChain(directory)).map(({ id }) => id);
  if (seen.join() !== [...chain.map(({ id }) => id), own.id].join()) {
    rmSync(join(directory, heir), { force: true });
    return undefined;
  }
  try {
    const replacement = join(directory, `lock.${own.id}.tmp`);
    writeFileSync(replacement, JSON.stringify(own), { mode: 0o600 });
    renameSync(replacement, join(directory, 'lock'));
  } catch (fault) {
    rmSync(join(directory, heir), { force: true });
    throw fault;
  }
  return hold(directory, own);
}

function hold(directory: string, own: Claim): LockOutcome {
  for (const name of readdirSync(directory)) {
    if (/^lock\..+/.test(name)) rmSync(join(directory, name), { force: true });
  }
  let isHeld = true;
  return {
    release() {
      if (!isHeld) return;
      isHeld = false;
      try {
        const path = join(directory, 'lock');
        if (readText(path)?.includes(own.id)) rmSync(path, { force: true });
      } catch {
        // What stays behind is taken over once this process has ended.
      }
    },
  };
}

/** The holder that `lock` names, then its heirs; empty when nobody holds. */
async function readChain(directory: string): Promise<readonly Claim[]> {
  const chain: Claim[] = [];
  let claim = await readClaim(directory, 'lock');
  while (claim !== undefined) {
    chain.push(claim);
    claim = await readClaim(directory, heirOf(claim.id));
  }
  return chain;
}

function heirOf(id: string): string {
  return `lock.heir-${id}`;
}

async function readClaim(directory: string, name: string): Promise<Claim | undefined> {
  const path = join(directory, name);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const text = readText(path);
    if (text === undefined) return undefined;
    const claim = decodeClaim(text);
    if (claim !== undefined) return claim;
    // Only where hard links are unknown is a claim seen half written.
    await wait(20);
  }
  return claimOfDamagedFile(path);
}

function decodeClaim(text: string): Claim | undefined {
  try {
    return claimSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** What a power cut leaves of a claim belongs to nobody alive. */
function claimOfDamagedFile(path: string): Claim | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  return { pid: 2 ** 31 - 1, startedAt: 0, id: `damaged-${found.ino}-${Math.floor(found.mtimeMs)}` };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    if (isMissing(fault)) return undefined;
    throw fault;
  }
}

/** Creates the file with its whole content at once; false when it is there already, or when it must be tried again. */
function publish(directory: string, name: string, claim: Claim): boolean {
  const draft = join(directory, `lock.${claim.id}.tmp`);
  try {
    writeFileSync(draft, JSON.stringify(claim), { mode: 0o600 });
    linkOrCopy(draft, join(directory, name));
    return true;
  } catch (fault) {
    // A new holder sweeps drafts away, this one included.
    if (codeOf(fault) === 'EEXIST' || (isMissing(fault) && statSync(directory, { throwIfNoEntry: false })))
      return false;
    throw fault;
  } finally {
    rmSync(draft, { force: true });
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (fault) {
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes(codeOf(fault) ?? '')) throw fault;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}
