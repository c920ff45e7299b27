import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { maxFrameLength } from '../../../app/bridge/channel.ts';
import { findHost } from '../../../main/adapters/locator.ts';
import { connectToRunning } from '../../../main/cli/connect.ts';
import { type House, openHouse } from '../household/house.ts';
import { rows } from './bridge-rows.ts';

describe('what the running app is given', () => {
  let house: House;
  let shown: string;
  const everything = async () => [await house.call('environment.show'), await house.call('snapshot')];
  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
    shown = (await house.call('environment.show')).text;
  });
  afterAll(() => house.remove());

  it.each(rows)(
    '%s is refused in one clear sentence, and nothing has changed',
    async (_what, method, params, code, message) => {
      const before = await everything();
      const { status, ...refused } = await house.refusal(method, typeof params === 'function' ? params(shown) : params);
      expect({
        code: refused.code,
        message: refused.message.replace(/(?<=yaml:)\d{2,}/, 'LINE').replace(/\d+ more$/, 'MORE more'),
      }).toEqual({
        code,
        message,
      });
      expect(status).toBe(code.startsWith('bad-') ? 400 : 409);
      expect(await everything()).toEqual(before);
    },
  );

  it('a policy with a fault in it is kept and shown with the place and the hint', async () => {
    const { items } = (await house.call('snapshot')).policies;
    const { id = '' } = items.find(({ name }) => name === 'Private range, weekly') ?? {};
    await house.call('environment.set', { path: `policies.${id}.traffic`, value: 'net.dst.prot == 443', now: true });
    await house.call('environment.set', { path: `policies.${id}.checkSession`, value: '7d', now: true });
    const faults = [
      'traffic, line 1, column 1: unknown field "net.dst.prot" (did you mean net.dst.port?)',
      'checkSession: "7d" is no duration (days don\'t exist in this format: write 168h0m0s)',
    ];
    expect((await house.call('snapshot')).policies.items.find((one) => one.id === id)).toMatchObject({ faults });
    expect((await house.call('inspect')).policies.find((one) => one.id === id)).toMatchObject({ faults });
    await house.call('edit.undo');
    await house.call('edit.undo');
    expect((await house.call('environment.show')).text).toBe(shown);
  });

  it('none of it was a fault of ours', () => {
    const log = readFileSync(join(house.dataDirectory, 'logs', 'warp-emu.log'), 'utf8');
    expect(log.split('\n').filter((line) => / error /.test(line))).toEqual([]);
  });

  it('over a WebSocket is refused just the same, and the connection lives on', async () => {
    const emulator = await connectToRunning(house.dataDirectory);
    try {
      const bad = emulator.call('environment.set', { path: 'destinations.wiki.up', value: 'perhaps' });
      await expect(bad).rejects.toMatchObject({
        ...{ code: 'bad-input', path: 'destinations.wiki.up' },
        message: 'destinations.wiki.up: write true or false, not "perhaps"',
      });
      const long = emulator.call('environment.set', { path: 'name', value: 'x'.repeat(maxFrameLength) });
      await expect(long).rejects.toMatchObject({
        ...{ code: 'bad-request', message: `A frame holds at most ${maxFrameLength} characters.` },
      });
      await expect(emulator.call('status', {})).resolves.toEqual({ status: 'Connected' });
    } finally {
      emulator.close();
    }
  });

  it('in a frame beyond every limit costs that connection, and no other', async () => {
    const other = await connectToRunning(house.dataDirectory);
    const { url, token } = findHost(house.dataDirectory) ?? { url: '', token: '' };
    const socket = new WebSocket(new URL('/bridge', url).href.replace('http', 'ws'), {
      headers: { authorization: `Bearer ${token}` },
    });
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('open', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.send('x'.repeat(3 * maxFrameLength + 1));
    expect([1006, 1009]).toContain(await closed);
    await expect(other.call('status', {})).resolves.toEqual({ status: 'Connected' });
    other.close();
    expect(house.host.process.exitCode).toBeNull();
  });

  it('in a body beyond the limit is refused to whoever is still writing it', async () => {
    const { url, token } = findHost(house.dataDirectory) ?? { url: '', token: '' };
    for (const size of [maxFrameLength + 1, 3 * maxFrameLength]) {
      const response = await fetch(new URL('/api/v1/status', url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: 'x'.repeat(size),
      });
      expect([response.status, await response.json()]).toEqual([
        413,
        { error: { code: 'bad-request', message: `A body holds at most ${maxFrameLength} bytes.`, path: '' } },
      ]);
    }
    expect((await house.call('status')).status).toBe('Connected');
  });
});
