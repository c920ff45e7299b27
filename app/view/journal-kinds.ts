import type { SessionEvent } from '../session/event.ts';
import { isAnswered } from '../session/verdict.ts';

/** What a journal can be narrowed to. A look-up is of two kinds: it is one, and it was allowed or refused. */
export const journalKinds = [
  'refused',
  'allowed',
  'lookups',
  'notices',
  'sign-ins',
  'edits',
  'world',
  'flows',
] as const;

export type JournalKind = (typeof journalKinds)[number];

/** Empty for bookkeeping, which no journal tells. */
export function kindsOf(event: SessionEvent): readonly JournalKind[] {
  switch (event.type) {
    case 'connection-decided':
      return [isAnswered(event.verdict) ? 'allowed' : 'refused'];
    case 'lookup-decided':
      return ['lookups', isAnswered(event.verdict) ? 'allowed' : 'refused'];
    case 'notice-due':
    case 'notice-posted':
    case 'notice-suppressed':
    case 'notice-delivered':
    case 'notice-dismissed':
    case 'notice-withdrawn':
    case 'notice-clicked':
      return ['notices'];
    case 'reauth-started':
    case 'reauth-blocked':
    case 'reauth-unblocked':
    case 'reauth-completed':
    case 'reauth-refused':
    case 'reauth-abandoned':
    case 'reauth-forced':
    case 'identity-refreshed':
    case 'provider-signed-in':
    case 'browser-forgot':
    case 'enrolled':
    case 'registration-deleted':
    case 'registration-revoked':
      return ['sign-ins'];
    case 'environment-edited':
    case 'edit-took-effect':
    case 'edit-undone':
    case 'edit-redone':
      return ['edits'];
    case 'run-started':
    case 'run-branched':
    case 'clock-jumped':
    case 'clock-frozen':
    case 'clock-followed':
    case 'time-noted':
    case 'client-connected':
    case 'client-disconnected':
    case 'switch-unlocked':
    case 'switch-locked':
    case 'device-changed':
    case 'person-changed':
      return ['world'];
    case 'flow-opened':
    case 'flow-kept-busy':
    case 'flow-closed':
      return ['flows'];
    case 'flow-touched':
      return [];
  }
}
