import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdConnection } from '../support/hold-connection.ts';
import { dialog, type LabPage, lack, openLab } from './lab-page.ts';

describe.skipIf(lack !== undefined)('the open connections in the lab', { sequential: true }, () => {
  let lab: LabPage;
  let proxy: string;
  let k8s: Socket;

  beforeAll(async () => {
    lab = await openLab();
    proxy = await lab.host.address('proxy');
  });
  afterAll(() => lab?.close());

  const list = () => dialog(lab.page, 'Open connections');
  const row = (place: string) => list().getByRole('row').filter({ hasText: place });
  const rowText = async (place: string) => (await row(place).allTextContents()).join();

  it('say how to get one while there is none', async () => {
    await lab.page.getByRole('button', { name: 'Connections' }).click();
    await list().getByText('None is open.').waitFor();
    expect(await list().textContent()).toContain('in a terminal that was opened from here');
  });

  it('show one as it opens, with its policy, the age of the session and its bytes, while the clock stands', async () => {
    k8s = await holdConnection(proxy, 'k8s.corp.internal', 6443);
    await row('k8s.corp.internal:6443').waitFor();
    k8s.write('twelve bytes');
    await expect.poll(() => rowText('k8s')).toContain('↑ 12 B↓ 12 B');
    expect(await rowText('k8s')).toContain('Private range, weekly');
    expect(await rowText('k8s')).toMatch(/at age \d+ s/);
    expect(await rowText('k8s')).toContain('8 h 00 min');
  });

  it('tell which outlive the expiry, and how long they idle', async () => {
    await lab.host.run('clock', 'to', '+161h');
    await expect.poll(() => list().getByText('None is open.').isVisible()).toBe(true);
    k8s = await holdConnection(proxy, 'k8s.corp.internal', 6443);
    await lab.host.run('clock', 'advance', '7h30m');
    await expect.poll(() => rowText('k8s')).toContain('a new one: session expired');
    expect(await rowText('k8s')).toContain('at age 6 d 17 h');
    expect(await rowText('k8s')).toContain('7 h 30 min');
    expect(await rowText('k8s')).toContain('30 min 00 s');
  });

  it('keep one busy by a switch, so that it outlives any idling', async () => {
    await list().getByRole('switch', { name: 'Keep k8s.corp.internal:6443 busy' }).click();
    await expect.poll(() => rowText('k8s')).toContain('not while busy');
    await lab.host.run('clock', 'advance', '9h');
    expect((await lab.host.inspect()).flows).toMatchObject([{ keptBusy: true, bytes: { up: 0, down: 0 } }]);
  });

  it('cut one by the keyboard, and keep the focus in the dialog', async () => {
    const cut = new Promise((resolve) => k8s.once('close', resolve));
    await list().getByRole('button', { name: 'Cut k8s.corp.internal:6443' }).focus();
    await lab.page.keyboard.press('Enter');
    await cut;
    await expect
      .poll(() => list().getByRole('status').allTextContents())
      .toContain('The connection to k8s.corp.internal:6443 is cut.');
    await list().getByText('None is open.').waitFor();
    expect(await list().evaluate((element) => element.contains(document.activeElement))).toBe(true);
    expect((await lab.host.inspect()).flows).toEqual([]);
    expect((await lab.host.run('journal', '--kind', 'flows')).stdout).toContain('A flow was cut in the emulator.');
  });

  it('come in pages of a hundred', async () => {
    await lab.host.run('reauth', '--as', 'alice@example.com');
    const sockets = await Promise.all(Array.from({ length: 130 }, () => holdConnection(proxy, '10.20.0.40', 6443)));
    await list().getByText('1 to 100 of 130').waitFor();
    await list().getByRole('button', { name: 'Later' }).click();
    await list().getByText('101 to 130 of 130').waitFor();
    await expect.poll(() => list().getByRole('row').count()).toBe(31);
    for (const socket of sockets.slice(20)) socket.destroy();
    await expect.poll(() => list().getByRole('row').count()).toBe(21);
    for (const socket of sockets) socket.destroy();
    await list().getByText('None is open.').waitFor();
    expect(lab.complaints).toEqual([]);
  });
});
