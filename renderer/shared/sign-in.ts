import type { ResultOf } from '../../app/bridge/contract.ts';
import type { Connection } from './connection.ts';

export type SignInWay = 'settings' | 'notice' | 'enrolment';

export type SignInEnd = {
  readonly outcome: Exclude<ResultOf<'reauth.wait'>['outcome'], 'open'>;
  readonly text: string;
};

type Tab = Pick<Window, 'closed' | 'close'> & { opener: unknown; readonly location: { replace(url: string): void } };

/**
 * Begins a sign-in and waits for its end. Must be called inside a click: a browser lets a page open a tab
 * only then, so the tab is opened first and is led to the address once the emulator has told it.
 * `onAddress` is told the address when no tab could be opened.
 */
export async function signIn(
  connection: Connection,
  way: SignInWay,
  onAddress: (url: string) => void,
  openTab: () => Tab | null = () => window.open('about:blank', '_blank') as Tab | null,
): Promise<SignInEnd> {
  const open = connection.view().snapshot?.product.host === 'electron';
  const tab = open ? null : openTab();
  if (tab) tab.opener = null;
  try {
    const { url, reauthId } = await (way === 'notice'
      ? connection.call('notice.click', { open })
      : connection.call('reauth.start', { from: way, open }));
    if (tab) tab.location.replace(url);
    else if (!open) onAddress(url);
    return await endOf(connection, reauthId);
  } catch (failure) {
    if (tab && !tab.closed) tab.close();
    throw failure;
  }
}

async function endOf(connection: Connection, reauthId: string): Promise<SignInEnd> {
  for (;;) {
    const { outcome, text } = await connection.call('reauth.wait', { reauthId, waitFor: 30_000 });
    if (outcome !== 'open') return { outcome, text };
  }
}
