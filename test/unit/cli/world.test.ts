import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../app/bridge/contract.ts';
import { snapshotAt } from '../../contract/bridge/scripted-service.ts';
import { run } from './run.ts';

describe('world, connect and disconnect', () => {
  it.each([
    [['world', 'sleep'], { asleep: true }],
    [['world', 'wake'], { asleep: false }],
    [['world', 'offline'], { online: false }],
    [['world', 'online'], { online: true }],
    [['world', 'dnd', 'on'], { doNotDisturb: true }],
    [['world', 'dnd', 'off'], { doNotDisturb: false }],
    [['world', 'desk', 'away'], { atDesk: false }],
    [['world', 'desk', 'back'], { atDesk: true }],
    [['world', 'screen', 'locked'], { screenLocked: true }],
  ])('%j changes just that', async (args, facts) => {
    const asked: unknown[] = [];
    const { exit, stdout } = await run(args, {
      'world.set': async (params) => {
        asked.push(params);
        return {};
      },
    });
    expect(exit).toBe(0);
    expect(asked).toEqual([facts]);
    expect(stdout).toMatch(/\.\n$/);
  });

  it('refuses a state that there is not', async () => {
    const { exit, stderr } = await run(['world', 'desk', 'under'], {});
    expect(exit).toBe(2);
    expect(stderr).toContain('back, away');
  });

  it.each(['connect', 'disconnect'] as const)('%s says Success, as the real tool does', async (name) => {
    expect(await run([name], { [`client.${name}`]: async () => ({}) })).toMatchObject({ exit: 0, stdout: 'Success\n' });
  });
});

describe('journal', () => {
  const entry = (id: string, text: string) => ({
    id,
    at: 0,
    type: 'client-connected',
    text,
    tone: 'plain' as const,
    count: 1,
  });
  const page = async () => ({ items: [entry('1.0', 'First.'), entry('2.0', 'Second.')], more: false });

  it('tells what happened, oldest first', async () => {
    const { exit, stdout } = await run(['journal'], { 'journal.page': page });
    expect(exit).toBe(0);
    expect(stdout).toBe('1970-01-01T00:00:00Z  First.\n1970-01-01T00:00:00Z  Second.\n');
  });

  it('prints one JSON document, at most as many as asked for', async () => {
    const { stdout } = await run(['journal', '--limit', '1', '--json'], { 'journal.page': page });
    expect(JSON.parse(stdout)).toMatchObject([{ id: '2.0', at: '1970-01-01T00:00:00Z', text: 'Second.' }]);
  });

  describe('followed', () => {
    const entries = Array.from({ length: 9 }, (_, line) => entry(`${line + 1}.0`, `Number ${line + 1}.`));
    const until = (line: number, run = 'run-1') => ({
      ...snapshotAt(line),
      run: { id: run, startedAt: 0 },
      journal: entries.slice(Math.max(0, line - 2), line),
    });
    const follow = async (snapshots: readonly ReturnType<typeof until>[]) => {
      const read: Handlers['journal.page'] = async ({ before, limit }) => {
        const items = entries.slice(0, before === undefined ? 3 : Number.parseInt(before, 10) - 1).slice(-limit);
        return { items, more: items[0] !== entries[0] };
      };
      const scripted = { snapshot: async () => until(3), 'journal.page': read };
      const { stdout } = await run(['journal', '--follow', '--limit', '1', '--json'], scripted, '', snapshots);
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id);
    };

    it('tells each entry once, from the last that was asked for on', async () => {
      await expect(follow([until(3), until(4), until(5)])).resolves.toEqual(['3.0', '4.0', '5.0']);
    });

    it('reads what a snapshot left out', async () => {
      await expect(follow([until(9)])).resolves.toEqual(['3.0', '4.0', '5.0', '6.0', '7.0', '8.0', '9.0']);
    });

    it('goes over to another run without telling all of its past', async () => {
      await expect(follow([until(2, 'run-2'), until(3, 'run-2')])).resolves.toEqual(['3.0', '2.0', '3.0']);
    });
  });

  it.each(['0', '501', 'all'])('refuses %s for a limit', async (limit) => {
    expect((await run(['journal', '--limit', limit], { 'journal.page': page })).exit).toBe(2);
  });
});
