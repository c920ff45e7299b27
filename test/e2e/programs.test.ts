import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labHost } from '../support/lab.ts';
import { dialog, type LabPage, lack, message, openLab } from './lab-page.ts';

describe.skipIf(lack !== undefined)('programs that are opened from the lab', { sequential: true }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'warp-emu-programs-'));
  const opened = join(folder, 'opened');
  let lab: LabPage;

  beforeAll(async () => {
    const terminal = join(folder, 'my-terminal');
    writeFileSync(terminal, `#!/bin/sh\ntouch '${opened}'\n`);
    chmodSync(terminal, 0o755);
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', WARP_EMU_TERMINAL: terminal };
    lab = await openLab({ env });
  });
  afterAll(async () => {
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const sheet = () => dialog(lab.page, 'Programs through the emulator');
  const copied = () => lab.page.evaluate(() => navigator.clipboard.readText());

  it('are one click away, and the lab says whose they are', async () => {
    await lab.page.getByRole('button', { name: 'Open a terminal' }).click();
    await expect.poll(() => message(lab.page).textContent()).toContain('Opened my-terminal. It is yours');
    expect(existsSync(opened)).toBe(true);
  });

  it('are said not to be there, with what to do', async () => {
    await lab.page.getByRole('button', { name: 'Open a browser' }).click();
    await lab.page.getByText('There is no desktop here to open a browser on.').waitFor();
  });

  it.skipIf(labHost === 'electron')('have what a shell needs to be copied', async () => {
    await lab.page.keyboard.press('b');
    await sheet().getByRole('button', { name: 'Copy variables' }).click();
    await expect.poll(copied).toContain(`export ALL_PROXY='socks5h://${await lab.host.address('proxy')}'`);
    await sheet().getByRole('button', { name: 'Copy ssh config' }).click();
    await expect.poll(copied).toContain('ProxyCommand');
    await lab.page.keyboard.press('Escape');
  });

  it('stand beside the addresses in the settings, too', async () => {
    await lab.page.keyboard.press('s');
    const settings = dialog(lab.page, 'Settings');
    await settings.getByRole('tab', { name: 'Addresses' }).click();
    await settings.getByRole('button', { name: 'Copy variables' }).waitFor();
    expect(lab.complaints).toEqual([]);
  });
});
