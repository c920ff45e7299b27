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
  const happened = Array.from({ length: 9 }, (_, line) => entry(`${line + 1}.0`, `Number ${line + 1}.`));
  /** A journal of so many entries, as the emulator pages it. */
  const journalOf =
    (length: () => number, runId = () => 'run-1'): Handlers['journal.page'] =>
    async ({ before, offset, limit }) => {
      const entries = happened.slice(0, length());
      const end = before === undefined ? entries.length : Number.parseInt(before, 10) - 1;
      const from = offset ?? Math.max(0, end - limit);
      const items = entries.slice(from, Math.min(end, from + limit));
      const total = entries.length;
      return { items, offset: from, total, of: total, more: from > 0, unread: 0, run: runId(), oldest: 1 };
    };
  const page = journalOf(() => 2);

  it('tells what happened, oldest first', async () => {
    const { exit, stdout } = await run(['journal'], { 'journal.page': page });
    expect(exit).toBe(0);
    expect(stdout).toBe('1970-01-01T00:00:00Z  Number 1.\n1970-01-01T00:00:00Z  Number 2.\n');
  });

  it('prints one JSON document, at most as many as asked for', async () => {
    const { stdout } = await run(['journal', '--limit', '1', '--json'], { 'journal.page': page });
    expect(JSON.parse(stdout)).toMatchObject([{ id: '2.0', at: '1970-01-01T00:00:00Z', text: 'Number 2.' }]);
  });

  it('asks for what fits the filters, ahead of an entry', async () => {
    const asked: unknown[] = [];
    const ask: Handlers['journal.page'] = async (params) => {
      asked.push(params);
      return page(params);
    };
    const filters = ['--kind', 'refused', 'notices', '--text', 'wiki weekly', '--before', '2.0'];
    expect((await run(['journal', ...filters], { 'journal.page': ask })).stdout).toContain('Number 1.');
    expect(asked).toEqual([{ kinds: ['refused', 'notices'], text: 'wiki weekly', before: '2.0', limit: 50 }]);
  });

  it('says what to do when nothing fits', async () => {
    const { exit, stdout } = await run(['journal', '--text', 'mars'], { 'journal.page': journalOf(() => 0) });
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: 'Nothing fits. Try fewer words, or leave out --kind.\n' });
  });

  describe('followed', () => {
    /** The journal grows to each of these lengths as a snapshot tells of it. */
    const follow = async (grows: readonly (readonly [length: number, run?: string])[]) => {
      let length = 3;
      let runId = 'run-1';
      let snapshots = 0;
      const read = journalOf(
        () => length,
        () => runId,
      );
      const scripted: Partial<Handlers> = {
        'journal.page': async (params) => {
          const answer = await read(params);
          const [next, inRun] = params.offset === undefined ? [] : (grows[snapshots++] ?? []);
          [length, runId] = [next ?? length, inRun ?? runId];
          return params.offset === undefined ? answer : read(params);
        },
      };
      const { stdout } = await run(
        ['journal', '--follow', '--limit', '1', '--json'],
        scripted,
        '',
        grows.map(([line]) => snapshotAt(line)),
      );
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).id);
    };

    it('tells each entry once, from the last that was asked for on', async () => {
      await expect(follow([[3], [4], [5]])).resolves.toEqual(['3.0', '4.0', '5.0']);
    });

    it('tells all that came between two snapshots', async () => {
      await expect(follow([[9]])).resolves.toEqual(['3.0', '4.0', '5.0', '6.0', '7.0', '8.0', '9.0']);
    });

    it('goes over to another run without telling all of its past', async () => {
      await expect(follow([[2, 'run-2'], [3]])).resolves.toEqual(['3.0', '2.0', '3.0']);
    });
  });

  it('refuses a kind that there is not, and names those there are', async () => {
    const { exit, stderr } = await run(['journal', '--kind', 'rumours'], { 'journal.page': page });
    expect(exit).toBe(2);
    expect(stderr).toContain('refused, allowed, lookups, notices, sign-ins, edits, world, flows');
  });

  it.each(['0', '501', 'all'])('refuses %s for a limit', async (limit) => {
    expect((await run(['journal', '--limit', limit], { 'journal.page': page })).exit).toBe(2);
  });
});
