import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeEnvironment } from '../../../app/environment/decode-environment.ts';
import { Refusal } from '../../../app/errors.ts';
import { acme, clock, edited, ownFolder } from './change-samples.ts';
import { noting } from './noting.ts';
import { run } from './run.ts';

const inFolder = ownFolder();

describe('environment', () => {
  it('is shown as its file, and as data with --json', async () => {
    const { handlers } = noting({
      'environment.show': { name: 'Acme', text: 'version: 1\nname: Acme\n', leftOut: false },
    });
    expect((await run(['environment', 'show'], handlers)).stdout).toBe('version: 1\nname: Acme\n');
    expect(JSON.parse((await run(['environment', 'show', '--json'], handlers)).stdout)).toEqual({
      version: 1,
      name: 'Acme',
    });
  });

  it('has a schema, named by the first line of a file', async () => {
    const { exit, stdout } = await run(['environment', 'schema']);
    expect(exit).toBe(0);
    const [, path = ''] = /^# yaml-language-server: \$schema=(.*)\n$/.exec(stdout) ?? [];
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      title: 'An environment of the WARP Session Emulator',
    });
  });

  it('is set at one place, and says when that takes effect', async () => {
    const { asked, handlers } = noting({ 'environment.set': edited, 'clock.show': clock });
    const { exit, stdout } = await run(['environment', 'set', 'destinations.wiki.up', 'false'], handlers);
    expect(exit).toBe(0);
    expect(stdout).toBe('Wiki: up is false. It takes effect on Mon 2 Mar 2026 09:02:00; --now makes it at once.\n');
    expect(asked[0]).toEqual(['environment.set', { path: 'destinations.wiki.up', value: 'false', now: false }]);
  });

  it('is set to a value that begins with a dash', async () => {
    const { asked, handlers } = noting({ 'environment.set': edited, 'clock.show': clock });
    const set = (...args: string[]) => run(['environment', 'set', 'device.clockSkew', ...args], handlers);
    expect((await set('-26h', '--now')).exit).toBe(0);
    expect(asked[0]).toMatchObject(['environment.set', { path: 'device.clockSkew', value: '-26h', now: true }]);
    expect((await set('-26h', '--nwo')).exit).toBe(2);
  });

  it('is set at once, which it does not mention', async () => {
    const now = { ...edited, takesEffectAt: clock.now, fromNextRun: ['person.atDesk'] };
    const { asked, handlers } = noting({ 'environment.set': now, 'clock.show': clock });
    const { stdout } = await run(['environment', 'set', 'a', 'b', '--now'], handlers);
    expect(stdout).toBe('Wiki: up is false.\nFrom the next run on: person.atDesk.\n');
    expect(asked[0]).toMatchObject(['environment.set', { now: true }]);
  });

  it('loses a place, or is so already', async () => {
    const { asked, handlers } = noting({ 'environment.set': { fromNextRun: [] } });
    const { stdout } = await run(['environment', 'unset', 'lists.L1'], handlers);
    expect(stdout).toBe('Nothing has changed: it is so already.\n');
    expect(asked).toEqual([['environment.set', { path: 'lists.L1', value: '~', now: false }]]);
  });

  it.each(['policies.P1.checkSession', 'policies["a b"].checkSession.duration'])(
    'takes no duration at %s that Gateway would not take',
    async (path) => {
      const { asked, handlers } = noting({ 'environment.set': edited, 'clock.show': clock });
      const { exit, stdout } = await run(['environment', 'set', path, '7d', '--json'], handlers);
      expect(exit).toBe(2);
      expect(JSON.parse(stdout).error).toMatchObject({ path, message: expect.stringContaining('168h0m0s') });
      expect(asked).toEqual([]);
      expect((await run(['environment', 'set', path, '168h'], handlers)).exit).toBe(0);
    },
  );

  it('takes over a start by its name', async () => {
    const { asked, handlers } = noting({ 'environment.apply': edited, 'clock.show': clock });
    await run(['environment', 'apply', 'per-application', '--now'], handlers);
    expect(asked[0]).toEqual(['environment.apply', { start: 'per-application', now: true }]);
  });

  it('takes over a file with its imports spelt out', async () => {
    const { asked, handlers } = noting({ 'environment.apply': edited, 'clock.show': clock });
    const { exit } = await run(['environment', 'apply', join(acme, 'one-policy.environment.yaml')], handlers);
    expect(exit).toBe(0);
    const [, params] = asked[0] ?? [];
    const refuse = (file: string): never => {
      throw new Error(`${file} is not spelt out`);
    };
    expect(decodeEnvironment((params as { environment: unknown }).environment, refuse).policies.length).toBeGreaterThan(
      20,
    );
  });

  it('points to the line of a faulty file and asks nothing', async () => {
    const file = inFolder('faulty.environment.yaml');
    await writeFile(file, 'version: 1\nname: 7\n');
    const { asked, handlers } = noting({ 'environment.apply': edited });
    const { exit, stderr } = await run(['environment', 'apply', file], handlers);
    expect({ exit, asked }).toEqual({ exit: 2, asked: [] });
    expect(stderr).toContain(`${file}:`);
  });

  it('is undone and redone, or says that there is nothing to', async () => {
    const { handlers } = noting({
      'edit.undo': { said: 'wiki: up is false' },
      'edit.redo': { said: 'wiki: up is false' },
    });
    expect((await run(['environment', 'undo'], handlers)).stdout).toBe('Undone: wiki: up is false.\n');
    expect((await run(['environment', 'redo'], handlers)).stdout).toBe('Done again: wiki: up is false.\n');
    const nothing = async () => {
      throw new Refusal('nothing-to-undo', 'There is nothing to undo.');
    };
    expect(await run(['environment', 'undo'], { 'edit.undo': nothing })).toMatchObject({
      exit: 1,
      stderr: 'There is nothing to undo.\n',
    });
  });

  it('is put beside a start, what dies when in each', async () => {
    const here = {
      name: 'One policy',
      expiries: [
        { afterSeconds: 604_800, policies: ['All, weekly'], destinations: ['a', 'b', 'c', 'd', 'e'], names: ['corp'] },
      ],
      never: { destinations: ['idp'], names: [] },
    };
    const there = {
      name: 'Per application',
      expiries: [{ afterSeconds: 28_800, policies: ['HR'], destinations: ['hr'], names: [] }],
      never: { destinations: [], names: ['corp', 'lab'] },
    };
    const starts = [
      { id: 'one', name: 'One policy', about: '' },
      { id: 'per', name: 'Per application', about: '' },
    ];
    const { asked, handlers } = noting({
      'environment.show': { name: 'One policy', text: '', leftOut: false },
      'start.list': starts,
      'design.compare': { here, there },
    });
    const { stdout } = await run(['environment', 'compare'], handlers);
    expect(asked.at(-1)).toEqual(['design.compare', { with: 'per' }]);
    expect(stdout).toBe(`What stops answering, counted from a sign-in, if nobody signs in again:

             here: One policy   Per application
  after 8 h  –                  hr
                                by “HR”
  after 7 d  5 destinations     –
             all private names
             by “All, weekly”
  never      idp                all private names
`);
  });
});
