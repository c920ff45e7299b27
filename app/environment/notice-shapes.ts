import { z } from 'zod';
import { spanText } from './text-shapes.ts';

export const notification = z.strictObject({
  channel: z
    .enum(['toast', 'none'])
    .default('toast')
    .describe('Whether the system has a way to show notices. none: it has not.'),
  permission: z
    .enum(['granted', 'denied'])
    .default('granted')
    .describe('Whether the system lets the client show notices.'),
});

/** What the real client does not do. */
export const whatIf = z.strictObject({
  repeatEvery: spanText
    .exactOptional()
    .describe(
      'A refused attempt brings the notice again this long after the one before: a span. Absent: once, as assumed of the real client.',
    ),
  warnBefore: spanText
    .exactOptional()
    .describe(
      'A notice comes this long before the first limit runs out: a span. Absent: none does, as with the real client.',
    ),
  onWake: z
    .boolean()
    .default(false)
    .describe('Whether the notice of an expired session comes again when the device wakes.'),
  banner: z.boolean().default(false).describe('Whether the home screen tells of an expiry in every generation.'),
  gracePeriod: spanText
    .prefault('0s')
    .describe('For how long after the expiry checks still pass, while the notice stands: a span.'),
});

/** What no document settles (DESIGN.md §3, A1 to A12). */
export const assumptions = z.strictObject({
  expiry: z
    .enum(['at-duration', 'after-duration'])
    .default('at-duration')
    .describe('Whether a session is expired at exactly the duration or only after it. Assumed: no document says.'),
  noticeScope: z
    .enum(['episode', 'policy'])
    .default('episode')
    .describe(
      'One notice from one sign-in to the next (episode), or one for each policy (policy). Assumed: the documents speak of one notification and say nothing finer.',
    ),
  noticeComes: z
    .enum(['with-refusal', 'at-expiry'])
    .default('with-refusal')
    .describe(
      'Whether the notice waits for the first refused attempt or comes when the session expires. Assumed: going to the application is documented as the trigger.',
    ),
  unseenNoticeIsUsed: z
    .boolean()
    .default(true)
    .describe('Whether a notice that nobody saw counts as used; otherwise it is due again. Assumed: not documented.'),
  accessReturnsAfter: spanText
    .prefault('0s')
    .describe(
      'From a sign-in until checks pass again: a span. Assumed: not documented; a script in the field tries again for about 100 s.',
    ),
  policyEditDelay: spanText
    .prefault('2m')
    .describe(
      'From an edit of policies or lists until it acts: a span. Documented as up to about 2 minutes; that it is all of it is assumed.',
    ),
  deviceEditDelay: spanText
    .prefault('10m')
    .describe(
      'From an edit of mode, Split Tunnels or DNS until it acts: a span. Documented as up to about 10 minutes; that it is all of it is assumed.',
    ),
  includeNeedsProvider: z
    .boolean()
    .default(true)
    .describe(
      'Whether in Include mode a sign-in that went around the tunnel leaves the age as it is. Assumed: the documents ask for the provider in the tunnel and don’t say what comes of it otherwise.',
    ),
  noIdentityFails: z
    .boolean()
    .default(true)
    .describe(
      'Whether a device without a person fails every session check. Assumed: only a note on one kind of device is documented.',
    ),
  refreshIdentityRenews: z
    .boolean()
    .default(true)
    .describe(
      'Whether refreshing the identity in a browser renews the session, or reads the groups only. Assumed: the documents speak of both.',
    ),
  tokenTolerance: spanText
    .prefault('1m')
    .describe('How far the device’s clock may be off while it still takes a token, inclusive: a span. Assumed.'),
  icmpIsChecked: z
    .boolean()
    .default(false)
    .describe('Whether a ping meets the policies. Assumed: they are documented for TCP and UDP.'),
  tcpIdleLimit: spanText.prefault('8h').describe('After how long an idle TCP flow is closed: a span. Assumed.'),
});
