import { describe, expect, it } from 'vitest';
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

  it.each(['0', '501', 'all'])('refuses %s for a limit', async (limit) => {
    expect((await run(['journal', '--limit', limit], { 'journal.page': page })).exit).toBe(2);
  });
});
