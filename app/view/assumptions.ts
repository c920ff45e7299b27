import type { Assumptions } from '../environment/environment.ts';
import { writeSpan } from '../time/span.ts';
import type { Snapshot } from './snapshot-shape.ts';

const meanings: Readonly<Record<keyof Assumptions, string>> = {
  expiry: 'A session is expired at exactly the duration, or only after it.',
  noticeScope: 'One notice per sign-in, or one per sign-in and policy.',
  unseenNoticeIsUsed: 'A notice that nobody saw counts as used.',
  accessReturnsAfter: 'How long after a sign-in checks pass again.',
  icmpIsChecked: 'Whether ping meets the policies.',
  tcpIdleLimit: 'How long an idle TCP flow lives.',
};

/** What the documents leave open, and how this environment settles it. */
export function sayAssumptions(assumptions: Assumptions): Snapshot['assumptions'] {
  return (Object.keys(meanings) as (keyof Assumptions)[]).map((key) => {
    const value = assumptions[key];
    return { key, value: typeof value === 'number' ? writeSpan(value) : String(value), text: meanings[key] };
  });
}
