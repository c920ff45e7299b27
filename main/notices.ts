import type { Emulator } from '../app/emulator.ts';
import type { Effect } from '../app/ports.ts';
import { noticeText } from '../app/view/notice-text.ts';
import type { DesktopNotifier } from './adapters/desktop-notifier.ts';
import type { Log } from './adapters/log.ts';

/** How long a toast stands that nobody at the emulated desk sees, in milliseconds. */
const withdrawnAfter = 5000;

export type NoticeParts = {
  readonly emulator: Emulator;
  readonly notifier: DesktopNotifier;
  readonly log: Log;
  /** The run that goes on: ids of notices are its own. */
  runId(): string;
  /** Starts the sign-in as a click does. */
  click(): Promise<unknown>;
};

/** Posts the real notification when one is due, tells the ledger what became of it, and takes its click. */
export function connectNotices(parts: NoticeParts): void {
  const { emulator, notifier, log, click, runId } = parts;
  const complain = (what: string) => (fault: unknown) => log.warn(what, { fault: String(fault) });
  notifier.onClick((id) => {
    const latest = emulator.state.notices.at(-1)?.id;
    if (latest !== undefined && id === `${runId()}/${latest}`)
      click().catch(complain('a click on the notification came to nothing'));
  });
  emulator.onEffect((effect) => {
    if (effect.type === 'post-notice') post(parts, effect).catch(complain('a notification was not booked'));
  });
}

async function post(
  { emulator, notifier, log, runId }: NoticeParts,
  { noticeId, withdraw }: Extract<Effect, { type: 'post-notice' }>,
): Promise<void> {
  const run = runId();
  const result = await notifier.post({
    id: `${run}/${noticeId}`,
    ...noticeText(emulator.state.environment.team.name),
    ...(withdraw ? { withdrawAfter: withdrawnAfter } : {}),
  });
  if (result.delivery === 'failed') log.warn('a notification was not shown', { reason: result.reason });
  if (runId() !== run) return;
  const delivery = result.delivery === 'sent' ? 'sent' : `not shown: ${result.reason}`;
  await emulator.submit({ type: 'report-delivery', noticeId, delivery });
}
