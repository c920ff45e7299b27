import { describe, expect, it } from 'vitest';
import { Emulator } from '../../app/emulator.ts';
import type { Effect, EventLog, LogLine } from '../../app/ports.ts';
import { canonicalJson } from '../../app/session/canonical-json.ts';
import { foldLog } from '../../app/session/replay.ts';
import { past, start, world } from '../support/worlds.ts';

const wiki = { host: '10.20.0.10', port: 443, protocol: 'tcp' } as const;

/** An emulator on a log in memory and a steady clock that a test moves. */
function bench(options: { readonly environment?: object; readonly log?: EventLog } = {}) {
  const written: { readonly lines: readonly LogLine[]; readonly durable: boolean }[] = [];
  const effects: Effect[] = [];
  const time = { at: 0 };
  const log = options.log ?? { append: async (lines, durable) => void written.push({ lines, durable }) };
  const emulator = new Emulator({ log, time: { now: () => time.at } });
  emulator.onEffect((effect) => effects.push(effect));
  const begun = emulator.submit({ type: 'start-run', environment: world(options.environment) });
  return { emulator, written, effects, time, begun };
}

describe('the emulator', () => {
  it('writes the commands of one turn as one, and decides each on what the one before left', async () => {
    const { emulator, written, begun } = bench();
    await begun;
    await emulator.submit({ type: 'advance', to: past('168h'), jump: true });
    const replies = await Promise.all([1, 2, 3].map(() => emulator.requestConnection(wiki, { hold: false })));
    expect(replies.map(({ verdict }) => verdict.notice)).toEqual(['shown', 'none', 'none']);
    expect(written.map(({ lines }) => lines.map(({ n }) => n))).toEqual([[1], [2], [3, 4, 5]]);
  });

  it('lets sign-ins and notices survive a power cut before it tells of them, and verdicts not', async () => {
    const { emulator, written, begun } = bench();
    await begun;
    await emulator.requestConnection(wiki, { hold: false });
    await emulator.submit({ type: 'start-reauth', from: 'settings' });
    expect(written.map(({ durable }) => durable)).toEqual([true, false, true]);
  });

  it('refuses a name as its resolver’s surface has it, and a destination as its own', async () => {
    const { emulator, begun } = bench({
      environment: {
        gateway: { surface: 'close' },
        destinations: { wiki: { surface: 'reset' }, dns1: { surface: 'explain' } },
      },
    });
    await begun;
    await emulator.submit({ type: 'advance', to: past('168h'), jump: true });
    const surfaceOfName = async (name: string) => (await emulator.resolveName({ name, recordType: 'A' })).surface;
    expect(await surfaceOfName('wiki.corp.internal')).toBe('explain');
    expect(await surfaceOfName('help.example.com')).toBe('close');
    expect((await emulator.requestConnection(wiki, { hold: false })).surface).toBe('reset');
  });

  it('changes nothing and tells nobody when the log refuses, and goes on when it takes again', async () => {
    const lines: LogLine[] = [];
    let isFull = false;
    const append: EventLog['append'] = async (more) => {
      if (isFull) throw new Error('disk full');
      lines.push(...more);
    };
    const { emulator, begun, effects } = bench({ log: { append } });
    await begun;
    await emulator.submit({ type: 'advance', to: past('168h'), jump: true });
    const before = canonicalJson(emulator.state);
    isFull = true;
    await expect(emulator.requestConnection(wiki, { hold: true })).rejects.toThrow('disk full');
    expect(canonicalJson(emulator.state)).toBe(before);
    expect(effects).toEqual([]);
    isFull = false;
    expect((await emulator.requestConnection(wiki, { hold: true })).verdict.notice).toBe('shown');
    expect(lines.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(canonicalJson(foldLog(lines))).toBe(canonicalJson(emulator.state));
  });

  it('refuses one command of a turn without harm to the others', async () => {
    const { emulator, begun } = bench();
    await begun;
    const [refused, allowed] = await Promise.allSettled([
      emulator.submit({ type: 'dismiss-notice' }),
      emulator.requestConnection(wiki, { hold: false }),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'no-notice' } });
    expect(allowed).toMatchObject({ status: 'fulfilled', value: { verdict: { class: 'none' } } });
  });

  it('follows real time at its speed, stands still when frozen, and never goes back', async () => {
    const { emulator, begun, time } = bench();
    await begun;
    expect(emulator.now).toBe(start);
    time.at = 5000;
    expect(emulator.now).toBe(start);
    await emulator.submit({ type: 'follow-clock', speed: 60 });
    time.at = 6000;
    expect(emulator.now).toBe(start + 60_000);
    await emulator.submit({ type: 'freeze-clock' });
    time.at = 9000;
    expect(emulator.now).toBe(start + 60_000);
    await expect(emulator.submit({ type: 'advance', to: start, jump: true })).rejects.toMatchObject({
      code: 'clock-backwards',
    });
  });

  it('runs what fell due before the command that comes after it', async () => {
    const actors = { lookups: { does: { resolve: 'git.corp.internal' }, every: '5m', first: '41s' } };
    const { emulator, begun, time, written } = bench({ environment: { actors } });
    await begun;
    await emulator.submit({ type: 'advance', to: past('168h'), jump: true });
    await emulator.submit({ type: 'follow-clock', speed: 1 });
    time.at += 60_000;
    const { verdict } = await emulator.requestConnection(wiki, { hold: false });
    expect(verdict).toMatchObject({ class: 'session', notice: 'none' });
    expect(emulator.state.notices).toMatchObject([{ actor: 'lookups', at: past('168h') + 41_000 }]);
    expect(written.at(-1)?.lines.map(({ command }) => command.type)).toEqual(['advance', 'request-connection']);
  });

  it('asks for the real notification once, and not at all for one that time jumped past', async () => {
    const actors = { lookups: { does: { resolve: 'git.corp.internal' }, every: '5m', first: '41s' } };
    const jumped = bench({ environment: { actors } });
    await jumped.begun;
    await jumped.emulator.submit({ type: 'advance', to: past('169h'), jump: true });
    expect(jumped.effects).toEqual([]);
    const tried = bench();
    await tried.begun;
    await tried.emulator.submit({ type: 'advance', to: past('168h'), jump: true });
    await tried.emulator.requestConnection(wiki, { hold: false });
    await tried.emulator.requestConnection(wiki, { hold: false });
    expect(tried.effects).toEqual([{ type: 'post-notice', noticeId: 'n1', withdraw: false }]);
  });

  it('goes on where a log left off without doing anything outside again', async () => {
    const first = bench();
    await first.begun;
    await first.emulator.submit({ type: 'advance', to: past('168h'), jump: true });
    await first.emulator.requestConnection(wiki, { hold: false });
    const { state, revision } = first.emulator;
    const log: EventLog = { append: async () => undefined };
    const second = new Emulator({ log, time: { now: () => 0 }, resume: { state, lastLine: revision } });
    const effects: Effect[] = [];
    second.onEffect((effect) => effects.push(effect));
    expect(second.now).toBe(past('168h'));
    expect((await second.requestConnection(wiki, { hold: false })).verdict.notice).toBe('none');
    expect(effects).toEqual([]);
    expect(second.revision).toBe(revision + 1);
  });

  it('notes bytes on a flow at most once a minute', async () => {
    const { emulator, begun, time, written } = bench();
    await begun;
    await emulator.submit({ type: 'follow-clock', speed: 1 });
    const { flowId = '' } = await emulator.requestConnection(wiki, { hold: true });
    for (let chunk = 0; chunk < 100; chunk += 1) emulator.touchFlow(flowId);
    time.at += 60_000;
    for (let chunk = 0; chunk < 100; chunk += 1) emulator.touchFlow(flowId);
    await emulator.catchUp();
    const touches = written.flatMap(({ lines }) => lines).filter(({ command }) => command.type === 'touch-flow');
    expect(touches).toHaveLength(1);
  });
});
