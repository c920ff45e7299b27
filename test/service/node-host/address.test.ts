import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSilentNotifier } from '../../../main/adapters/silent-notifier.ts';
import { compose } from '../../../main/compose.ts';

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'warp-emu-address-'));
});
afterEach(() => rm(dataDirectory, { recursive: true, force: true }));

it('puts where the views are, and what there is to say about it, into the snapshot and tells who listens', async () => {
  const openInBrowser = async () => {};
  const notifier = createSilentNotifier('a test');
  const host = await compose({
    dataDirectory,
    host: 'node',
    version: '0',
    notifier,
    openInBrowser,
    openFolder: openInBrowser,
  });
  try {
    const seen: string[] = [];
    const unsubscribe = host.snapshots.onChange(() => seen.push(host.snapshots.latest().remarks[0] ?? 'none'));
    host.setAddress('http://127.0.0.1:41001', 'Port 41000 is taken, so the views are on 41001.');
    unsubscribe();
    host.setAddress('http://127.0.0.1:41002');
    expect(seen).toEqual(['Port 41000 is taken, so the views are on 41001.']);
    expect(host.snapshots.latest().addresses.ui).toBe('http://127.0.0.1:41002');
    expect(host.snapshots.latest().remarks).not.toContain(seen[0]);
  } finally {
    await host.stop();
  }
});
