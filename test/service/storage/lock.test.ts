import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { acquireLock } from '../../../main/adapters/lock.ts';
import { ownProcess } from '../../../main/adapters/process-record.ts';
import { buildProgram, ChildProgram } from './child-program.ts';

let program = '';
beforeAll(async () => {
  const built = await buildProgram(new URL('lock-program.ts', import.meta.url));
  program = built.file;
  return built.remove;
});

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-lock-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function startChild(): Promise<ChildProgram> {
  const child = new ChildProgram(program);
  onTestFinished(() => child.kill());
  await child.lineAt(0);
  return child;
}

/** A pid nobody has: that of a child that has ended. */
async function deadPid(): Promise<number> {
  const child = await startChild();
  await child.kill();
  return child.pid;
}

function claimText(claim: object): string {
  return JSON.stringify({ startedAt: Date.now(), stamp: 'another boot/1', id: 'dead-1', ...claim });
}

describe('the lock of a data directory', () => {
  it('has one holder, named to whoever comes second', async () => {
    const directory = await temporaryDirectory();
    const child = await startChild();
    expect(await child.ask(`acquire ${directory}`)).toBe('{"held":true}');
    const outcome = await acquireLock(directory);
    expect(outcome).toMatchObject({ heldBy: { pid: child.pid } });
  });

  it('holds against its own process too, until it is given back', async () => {
    const directory = await temporaryDirectory();
    const first = await acquireLock(directory);
    expect(await acquireLock(directory)).toMatchObject({ heldBy: { pid: process.pid } });
    if ('release' in first) first.release();
    const second = await acquireLock(directory);
    expect(second).toHaveProperty('release');
    // Giving back twice must not take it from the next holder.
    if ('release' in first) first.release();
    expect(await acquireLock(directory)).toHaveProperty('heldBy');
    if ('release' in second) second.release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('is taken over when its holder was killed', async () => {
    const directory = await temporaryDirectory();
    const child = await startChild();
    await child.ask(`acquire ${directory}`);
    await child.kill();
    expect(await acquireLock(directory)).toHaveProperty('release');
    expect(await readdir(directory)).toEqual(['lock']);
  });

  it.runIf(ownProcess().stamp !== undefined)(
    'is taken over when another process now has its holder’s pid',
    async () => {
      const directory = await temporaryDirectory();
      await writeFile(join(directory, 'lock'), claimText({ pid: process.pid }));
      expect(await acquireLock(directory)).toHaveProperty('release');
    },
  );

  it.each(['', '{', '{"pid":"x"}', '\0\0\0'])('is taken over when its file was left as %j', async (text) => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'lock'), text);
    expect(await acquireLock(directory)).toHaveProperty('release');
    expect(JSON.parse(await readFile(join(directory, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is taken over when an heir died on the way', async () => {
    const directory = await temporaryDirectory();
    const pid = await deadPid();
    await writeFile(join(directory, 'lock'), claimText({ pid, id: 'dead-1' }));
    await writeFile(join(directory, 'lock.heir-dead-1'), claimText({ pid, id: 'dead-2' }));
    await writeFile(join(directory, 'lock.dead-2.tmp'), 'half');
    expect(await acquireLock(directory)).toHaveProperty('release');
    expect(await readdir(directory)).toEqual(['lock']);
  });

  it('belongs to the heir that is alive', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'lock'), claimText({ pid: await deadPid(), id: 'dead-1' }));
    await writeFile(join(directory, 'lock.heir-dead-1'), JSON.stringify({ ...ownProcess(), id: 'alive-1' }));
    expect(await acquireLock(directory)).toMatchObject({ heldBy: { pid: process.pid } });
  });

  it('goes to exactly one of six that start at the same moment', async () => {
    const pid = await deadPid();
    const children = await Promise.all(Array.from({ length: 6 }, startChild));
    const leftovers: readonly (readonly [string, string])[][] = [
      [],
      [['lock', claimText({ pid })]],
      [['lock', '']],
      [
        ['lock', claimText({ pid })],
        ['lock.heir-dead-1', claimText({ pid, id: 'dead-2' })],
      ],
    ];
    for (let round = 0; round < 60; round += 1) {
      const directory = await temporaryDirectory();
      for (const [name, text] of leftovers[round % leftovers.length] ?? [])
        await writeFile(join(directory, name), text);
      const answers = await Promise.all(children.map((child) => child.ask(`acquire ${directory}`)));
      expect(answers.filter((answer) => answer === '{"held":true}')).toHaveLength(1);
      const winner = children[answers.indexOf('{"held":true}')];
      for (const answer of answers.filter((text) => text !== '{"held":true}')) {
        expect(JSON.parse(answer ?? '')).toMatchObject({ heldBy: { pid: winner?.pid } });
      }
      await winner?.ask('release');
    }
  });

  it('never has two holders while some are killed and others come', async () => {
    const directory = await temporaryDirectory();
    const steady = await Promise.all(Array.from({ length: 2 }, startChild));
    const work = Promise.all(steady.map((child) => child.ask(`contend ${directory}`)));
    const isInside = async (pid: number) =>
      (await readFile(join(directory, 'inside'), 'utf8').catch(() => '')).includes(`"pid":${pid},`);
    for (let round = 0; round < 8; round += 1) {
      const child = await startChild();
      child.tell(`contend ${directory}`);
      // Every other one is killed wherever it is, the rest while or just after they hold the lock.
      while (round % 2 === 0 && !(await isInside(child.pid))) await turn();
      await child.kill();
    }
    await writeFile(join(directory, 'stop'), '');
    const results = (await work).map((answer) => JSON.parse(answer ?? '{}'));
    expect(results.map(({ violations }) => violations)).toEqual([0, 0]);
    expect(results.reduce((sum, { held }) => sum + held, 0)).toBeGreaterThan(50);
    expect(await acquireLock(directory)).toHaveProperty('release');
  });
});

it('says where and why when the directory can’t be written', async () => {
  await expect(acquireLock('/dev/null')).rejects.toThrow('/dev/null');
});
