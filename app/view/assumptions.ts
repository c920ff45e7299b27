import type { Assumptions } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import { saySpan } from '../time/span.ts';
import type { Snapshot } from './snapshot-shape.ts';

const after = (span: Millis, what: string) => `${what} ${span === 0 ? 'at once' : `after ${saySpan(span)}`}.`;

/** How each value settles what the documents leave open, in one sentence. */
const sentences: { readonly [K in keyof Assumptions]: (value: Assumptions[K]) => string } = {
  expiry: (value) => `A session is expired ${value === 'at-duration' ? 'at' : 'only after'} exactly the duration.`,
  noticeScope: (value) => `One notice per sign-in${value === 'policy' ? ' and policy' : ', whatever the policy'}.`,
  noticeComes: (value) =>
    value === 'with-refusal'
      ? 'The notice comes with the first attempt that is refused.'
      : 'The notice comes when the session expires, whether anybody tries or not.',
  unseenNoticeIsUsed: (value) => `A notice that nobody saw ${value ? 'counts as used' : 'is due again'}.`,
  accessReturnsAfter: (value) => after(value, 'After a sign-in, checks pass again'),
  policyEditDelay: (value) => after(value, 'An edit of policies or lists acts'),
  deviceEditDelay: (value) => after(value, 'An edit of device settings acts'),
  includeNeedsProvider: (value) =>
    value
      ? 'In Include mode a sign-in around the tunnel leaves the age as it is.'
      : 'In Include mode a sign-in around the tunnel counts.',
  noIdentityFails: (value) => `A device without a person ${value ? 'fails' : 'passes'} every session check.`,
  refreshIdentityRenews: (value) =>
    `Refreshing the identity in a browser ${value ? 'renews the session' : 'reads the groups only'}.`,
  tokenTolerance: (value) => `A device takes a token while its clock is off by at most ${saySpan(value)}.`,
  icmpIsChecked: (value) => `Ping ${value ? 'meets the policies' : 'passes every policy'}.`,
  tcpIdleLimit: (value) => after(value, 'An idle TCP flow is closed'),
};

/** What the documents leave open, and how this environment settles it. */
export function sayAssumptions(assumptions: Assumptions): Snapshot['assumptions'] {
  const say = <K extends keyof Assumptions>(key: K) => ({
    key,
    value: String(assumptions[key]),
    text: sentences[key](assumptions[key]),
  });
  return (Object.keys(sentences) as (keyof Assumptions)[]).map(say);
}
