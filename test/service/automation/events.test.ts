import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EmulatorEvent,
  type EventsOptions,
  type StartedEmulator,
  startEmulator,
} from '../../../main/automation/client.ts';

let emulator: StartedEmulator;
beforeAll(async () => {
  emulator = await startEmulator({ at: '+167h59m', surface: 'close' });
});
afterAll(() => emulator.stop());

const wiki = 'https://wiki.corp.internal/';

/** Reads until an event that fits, itself the last one. */
async function readUntil(events: AsyncIterable<EmulatorEvent>, isLast: (event: EmulatorEvent) => boolean) {
  const come: EmulatorEvent[] = [];
  for await (const event of events) {
    come.push(event);
    if (isLast(event)) break;
  }
  return come;
}
const nameOf = (event: EmulatorEvent) => (event.type === 'journal' ? event.entry.type : event.type);
const isA = (name: string) => (event: EmulatorEvent) => nameOf(event) === name;
const idOf = (event: EmulatorEvent | undefined) => (event !== undefined && 'id' in event ? event.id : '');
const listen = (options: EventsOptions) => emulator.events(options);

describe('events', () => {
  it('tell an expiry when the clock jumps over it, and the notice when it is posted', async () => {
    const events = await listen({ kinds: ['notices', 'expiry'] });
    await emulator.clock.to('+168h01m');
    await emulator.visit({ url: wiki });
    const come = await readUntil(events, isA('notice-posted'));
    expect(come.map(nameOf)).toEqual(['expiry', 'notice-due', 'notice-posted']);
    expect(come[0]).toMatchObject({ policyName: 'Private range, weekly', at: Date.UTC(2026, 2, 9, 9) });
  });

  it('go on after the one that was heard last, and miss nothing', async () => {
    const all = await readUntil(
      await listen({ kinds: ['notices', 'refused', 'world'], after: 'start' }),
      isA('notice-posted'),
    );
    const rest = await readUntil(
      await listen({ kinds: ['notices', 'refused', 'world'], after: idOf(all[0]) }),
      isA('notice-posted'),
    );
    expect(all.map(nameOf)).toContain('run-started');
    expect(rest).toEqual(all.slice(1));
  });

  it('go on so for a browser’s header, and tell the expiries that were passed meanwhile', async () => {
    const [first] = await readUntil(await listen({ kinds: ['world'], after: 'start' }), () => true);
    const headers = { authorization: `Bearer ${emulator.token}`, 'last-event-id': idOf(first) };
    const request = get(`${emulator.url}/api/v1/events?kinds=expiry,notices`, { headers, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) {
      text += chunk;
      if (text.includes('"notice-posted"')) break;
    }
    expect(text).toMatch(/^id: \S+\n\nevent: expiry\n/);
    expect(text.match(/^event: .*$/gm)).toEqual(['event: expiry', 'event: expiry', 'event: journal', 'event: journal']);
  });

  it('tell revisions as they rise', async () => {
    const events = await listen({ kinds: ['revision'] });
    const { revision } = await emulator.inspect();
    await emulator.world.set({ doNotDisturb: true });
    const come = await readUntil(events, (event) => event.type === 'revision' && event.revision > revision);
    expect(come.length).toBeGreaterThan(1);
  });

  it('tell an expiry that time comes to by itself, and the run that takes over', async () => {
    await emulator.run.start();
    await emulator.clock.advance('167h59m59s');
    const coming = await listen({ kinds: ['expiry'] });
    await emulator.clock.follow({ speed: 10 });
    const [expired] = await readUntil(coming, () => true);
    expect(expired).toMatchObject({ type: 'expiry', policyName: 'Private range, weekly' });
    const next = await listen({ kinds: ['world'] });
    const { id } = await emulator.run.start();
    // How the run before was left may be told ahead of it.
    const [taken, begun] = (await readUntil(next, isA('run-started'))).slice(-2);
    expect([taken, begun && nameOf(begun)]).toEqual([expect.objectContaining({ type: 'run', run: id }), 'run-started']);
  });

  it('end with the signal, without a fault', async () => {
    const giveUp = new AbortController();
    const events = await listen({ kinds: ['notices'], signal: giveUp.signal });
    const next = events.next();
    giveUp.abort();
    await expect(next).resolves.toEqual({ done: true, value: undefined });
  });

  it.each([
    [{ kinds: ['weather'] }, 'kinds', 'There is no kind of event “weather”'],
    [{ kinds: ['notices'], after: 'yesterday' }, 'after', 'It is the id of an event'],
  ])('are refused with what there is: %j', async (options, path, message) => {
    const listening = listen(options as unknown as EventsOptions);
    await expect(listening).rejects.toMatchObject({
      code: 'bad-request',
      path,
      message: expect.stringContaining(message),
    });
  });

  it('fail when the emulator goes away', async () => {
    const other = await startEmulator();
    const events = await other.events({ kinds: ['notices'] });
    const next = events.next();
    await Promise.all([expect(next).rejects.toMatchObject({ code: 'disconnected' }), other.stop()]);
  });
});
