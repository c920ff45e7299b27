import { expect, it, vi } from 'vitest';
import { runDesktop } from '../../../main/electron/desktop.ts';
import { app, protocol } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));
vi.mock('../../../main/electron/desktop.ts', () => ({ runDesktop: vi.fn(async () => 3) }));

it('sets up what must be before Electron is ready, then runs and ends with the exit code', async () => {
  process.env.ELECTRON_RUN_AS_NODE = '1';
  await import('../../../main/electron/main.ts');
  expect(process.env).not.toHaveProperty('ELECTRON_RUN_AS_NODE');
  expect(app.deeds).toContain('sandbox');
  expect(protocol.schemes).toHaveLength(1);
  expect(app.listenerCount('web-contents-created')).toBe(1);
  expect(runDesktop).toHaveBeenCalledExactlyOnceWith(process.argv.slice(1));
  await expect(app.exited()).resolves.toBe(3);
});
