import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { maxFrameLength } from '../../../app/bridge/channel.ts';
import { type BridgeClient, createBridgeClient } from '../../../app/bridge/client.ts';
import type { Handlers } from '../../../app/bridge/contract.ts';
import { serveBridge } from '../../../app/bridge/server.ts';
import { DecodeError, Refusal } from '../../../app/errors.ts';
import { openMemoryPair, openSocketPair, type Pair } from './pairs.ts';
import { scriptHandlers, scriptSchedule, scriptSnapshots } from './scripted-service.ts';

describe.each([
  ['memory', openMemoryPair],
  ['a WebSocket', openSocketPair],
] as const)('the bridge over %s', (_name, open) => {
  let pair: Pair;
  beforeEach(async () => {
    pair = await open();
  });
  afterEach(() => pair.close());

  const connect = (scripted: Partial<Handlers> = {}) => {
    const snapshots = scriptSnapshots();
    const time = scriptSchedule();
    const faults: unknown[] = [];
    serveBridge(pair.server, {
      handlers: scriptHandlers(scripted),
      snapshots,
      schedule: time.schedule,
      onFault: (fault) => faults.push(fault),
    });
    return { client: createBridgeClient(pair.client), snapshots, time, faults };
  };
  /** Past the types, as a foreign client would. */
  const callAnything = (client: BridgeClient, method: string, params: unknown) =>
    client.call(method as 'status', params as Record<string, never>);

  it('answers a call with what its handler returns', async () => {
    const { client } = connect({ status: async () => ({ status: 'Connected' }) });
    await expect(client.call('status', {})).resolves.toEqual({ status: 'Connected' });
  });

  it('answers each of several calls under way with its own result', async () => {
    const { client } = connect({ open: async ({ launch }) => ({ url: String(launch) }) });
    const answers = await Promise.all([client.call('open', { launch: true }), client.call('open', { launch: false })]);
    expect(answers).toEqual([{ url: 'true' }, { url: 'false' }]);
  });

  it.each([
    ['an unknown method', 'clock.backwards', {}, 'method'],
    ['a method named like a property of every object', 'constructor', {}, 'method'],
    ['a missing parameter', 'clock.advance', {}, 'params.by'],
    ['a parameter of another type', 'clock.advance', { by: 'a week' }, 'params.by'],
    ['a parameter out of range', 'clock.advance', { by: -1 }, 'params.by'],
    ['an unknown field', 'clock.advance', { by: 1, faster: true }, 'params.faster'],
    ['parameters that are a list', 'status', [], 'params'],
  ])('refuses %s and says where the fault is', async (_what, method, params, path) => {
    const { client } = connect();
    await expect(callAnything(client, method, params)).rejects.toMatchObject({ code: 'bad-request', path });
  });

  it('refuses an oversized frame, and answers the next one', async () => {
    const { client } = connect({ status: async () => ({ status: 'Connected' }) });
    await expect(client.call('visit', { url: 'x'.repeat(maxFrameLength) })).rejects.toMatchObject({
      code: 'bad-request',
      path: '',
    });
    await expect(client.call('status', {})).resolves.toEqual({ status: 'Connected' });
  });

  it('passes on what a refusal says', async () => {
    const refuse = async () => {
      throw new Refusal('clock-backwards', 'The clock only goes forward.');
    };
    const { client, faults } = connect({ 'clock.to': refuse });
    const failure = { code: 'clock-backwards', message: 'The clock only goes forward.' };
    await expect(client.call('clock.to', { at: 0 })).rejects.toMatchObject(failure);
    expect(faults).toEqual([]);
  });

  it('passes on what a decode error says, with the place of its first fault', async () => {
    const refuse = async () => {
      throw new DecodeError([{ path: 'url', message: 'is no URL' }]);
    };
    const { client } = connect({ visit: refuse });
    const failure = { code: 'bad-input', message: 'url: is no URL', path: 'url' };
    await expect(client.call('visit', { url: 'x' })).rejects.toMatchObject(failure);
  });

  it('keeps the cause of any other failure to itself and hands it to the log', async () => {
    const cause = new Error('EACCES /home/alice/secret');
    const { client, faults } = connect({ status: () => Promise.reject(cause) });
    const failure = await client.call('status', {}).catch((error: Error) => error);
    expect(failure).toMatchObject({ code: 'internal', message: expect.not.stringContaining('secret') });
    expect(faults).toEqual([cause]);
  });

  it('sends the snapshot at once, and again after a change', async () => {
    const { client, snapshots, time } = connect();
    const revisions: number[] = [];
    client.onSnapshot(({ revision }) => revisions.push(revision));
    await vi.waitFor(() => expect(revisions).toEqual([1]));
    time.pass(50);
    snapshots.change();
    await vi.waitFor(() => expect(revisions).toEqual([1, 2]));
  });

  it('rejects what is under way and stops listening for changes when the channel closes', async () => {
    const { client, snapshots, time } = connect({ status: () => new Promise(() => {}) });
    const rejection = expect(client.call('status', {})).rejects.toMatchObject({ code: 'disconnected' });
    await pair.close();
    await rejection;
    await vi.waitFor(() => expect(snapshots.listeners()).toBe(0));
    expect(time.waiting()).toBe(0);
    pair = await open();
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['no id', '{"method":"status"}'],
    ['a method that is no text', '{"id":99,"method":7}'],
    ['a field too many', '{"id":99,"method":"status","params":{},"extra":1}'],
    ['nothing', ''],
  ])('answers a frame with %s and lives', async (_what, frame) => {
    const { client } = connect({ status: async () => ({ status: 'Connected' }) });
    pair.client.send(frame);
    await expect(client.call('status', {})).resolves.toEqual({ status: 'Connected' });
  });
});
