import { describe, expect, it, vi } from 'vitest';
import type { Connection } from '../../../renderer/shared/connection.ts';
import { signIn } from '../../../renderer/shared/sign-in.ts';
import { signedInAt, snapshotAt } from '../view/fixtures.ts';

const url = 'http://127.0.0.1:41001/auth';

function fakeConnection(host: 'electron' | 'node', answers: Record<string, unknown[]>) {
  const calls: [string, unknown][] = [];
  const call = async (method: string, params: unknown) => {
    calls.push([method, params]);
    const answer = answers[method]?.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const snapshot = snapshotAt(signedInAt, { product: { version: '0', host } });
  const connection = { call, view: () => ({ link: 'open', snapshot }) } as unknown as Connection;
  return { connection, calls };
}

const fakeTab = () => ({ opener: {} as unknown, closed: false, close: vi.fn(), location: { replace: vi.fn() } });

describe('a sign-in from a window', () => {
  it('opens a tab at once, cuts it off from the page, and leads it to the address', async () => {
    const { connection, calls } = fakeConnection('node', {
      'reauth.start': [{ url, reauthId: 'r' }],
      'reauth.wait': [
        { outcome: 'open', text: '' },
        { outcome: 'completed', text: 'Signed in.' },
      ],
    });
    const tab = fakeTab();
    const openTab = vi.fn(() => tab);
    const end = signIn(connection, 'settings', () => {}, openTab);
    expect(openTab).toHaveBeenCalledOnce();
    expect(tab.opener).toBeNull();
    expect(await end).toEqual({ outcome: 'completed', text: 'Signed in.' });
    expect(tab.location.replace).toHaveBeenCalledWith(url);
    expect(calls[0]).toEqual(['reauth.start', { from: 'settings', open: false }]);
  });

  it('leaves opening to Electron', async () => {
    const { connection, calls } = fakeConnection('electron', {
      'notice.click': [{ url, reauthId: 'r' }],
      'reauth.wait': [{ outcome: 'abandoned', text: '' }],
    });
    const openTab = vi.fn(() => null);
    await signIn(connection, 'notice', () => {}, openTab);
    expect(openTab).not.toHaveBeenCalled();
    expect(calls[0]).toEqual(['notice.click', { open: true }]);
  });

  it('tells the address when no tab could be opened', async () => {
    const { connection } = fakeConnection('node', {
      'reauth.start': [{ url, reauthId: 'r' }],
      'reauth.wait': [{ outcome: 'refused', text: '' }],
    });
    const onAddress = vi.fn();
    expect((await signIn(connection, 'settings', onAddress, () => null)).outcome).toBe('refused');
    expect(onAddress).toHaveBeenCalledWith(url);
  });

  it('closes the tab when the sign-in cannot start', async () => {
    const { connection } = fakeConnection('node', { 'reauth.start': [new Error('no')] });
    const tab = fakeTab();
    await expect(
      signIn(
        connection,
        'settings',
        () => {},
        () => tab,
      ),
    ).rejects.toThrow('no');
    expect(tab.close).toHaveBeenCalled();
  });
});
