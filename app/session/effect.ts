import type { Effect } from '../ports.ts';
import type { SessionEvent } from './event.ts';

/** What has to be done outside because of a new event. */
export function effectsOf(event: SessionEvent): readonly Effect[] {
  switch (event.type) {
    case 'notice-posted':
      return event.real ? [{ type: 'post-notice', noticeId: event.noticeId, withdraw: !event.seen }] : [];
    case 'flow-closed':
      return event.why === 'idle' ? [{ type: 'close-flow', flowId: event.flowId }] : [];
    default:
      return [];
  }
}

/** Whether an event must survive a power cut before anyone is told of it. */
export function isDurable(event: SessionEvent): boolean {
  return /^(run-|enrolled|registration-|environment-|edit-|notice-|reauth-)/.test(event.type);
}
