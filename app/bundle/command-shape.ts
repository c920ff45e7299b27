import { z } from 'zod';

/** Milliseconds since 1970 in UTC, up to the year 5138; what a calendar can write. */
export const instant = z.number().min(0).max(1e14);

const text = z.string().max(10_000);
const id = z.string().max(200);
const port = z.number().int().min(0).max(65_535);

/** Data that is looked into by what knows it: an environment by its own decoder, facts by the fields' types. */
const mapping = z.record(z.string(), z.unknown());

const initiator = z.discriminatedUnion(
  'kind',
  [z.strictObject({ kind: z.literal('app') }), z.strictObject({ kind: z.literal('actor'), actor: id })],
  'write app or actor',
);

const clientFacts = z.strictObject({
  sni: text.exactOptional(),
  detectedProtocol: text.exactOptional(),
  request: z.strictObject({ host: text, method: text, path: z.string().max(100_000) }).exactOptional(),
});

const connectionAttempt = z.strictObject({
  host: text,
  port,
  protocol: z.enum(['tcp', 'udp', 'icmp']),
  facts: clientFacts.exactOptional(),
  byLocalProxy: z.literal(true).exactOptional(),
  onFlow: id.exactOptional(),
});

const recordType = z.enum(['A', 'AAAA', 'ADDRESS', 'PTR', 'SOA', 'NS', 'TXT', 'SRV', 'CNAME', 'MX', 'ANY', 'OTHER']);

export const reauthOrigin = z.enum(['settings', 'notice', 'command-line', 'refresh-identity', 'enrolment']);
export const asked = z.array(z.enum(['account', 'credentials', 'mfa'])).max(10);

/** One place of an environment that becomes another value. */
export const change = z.strictObject({
  path: z.array(z.union([z.string(), z.number().int().min(0)])).max(20),
  value: z.unknown().optional(),
});

export const origin = z.strictObject({ run: id, at: instant, checkpoint: id.exactOptional() });

const ofType = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape });

/** Every command that a run's log may hold; `Command` says what each is for. */
export const commandShape = z.discriminatedUnion(
  'type',
  [
    ofType('start-run', { environment: mapping }),
    ofType('branch-run', { origin, state: mapping }),
    ofType('advance', { to: instant, jump: z.boolean() }),
    ofType('freeze-clock', {}),
    ofType('follow-clock', { speed: z.number().positive().max(1e6) }),
    ofType('request-connection', {
      attempt: connectionAttempt,
      by: initiator,
      hold: z.boolean(),
      keptBusy: z.boolean().exactOptional(),
    }),
    ofType('resolve-name', { attempt: z.strictObject({ name: text, recordType }), by: initiator }),
    ofType('touch-flow', { flowId: id }),
    ofType('close-flow', { flowId: id, cut: z.literal(true).exactOptional() }),
    ofType('keep-flow-busy', { flowId: id, keptBusy: z.boolean() }),
    ofType('note-time', {}),
    ofType('connect-client', {}),
    ofType('disconnect-client', {}),
    ofType('unlock-switch', { code: id }),
    ofType('change-device', { online: z.boolean().exactOptional(), asleep: z.boolean().exactOptional() }),
    ofType('change-person', {
      facts: z.strictObject({
        atDesk: z.boolean().exactOptional(),
        doNotDisturb: z.boolean().exactOptional(),
        screenLocked: z.boolean().exactOptional(),
      }),
    }),
    ofType('dismiss-notice', {}),
    ofType('click-notice', {}),
    ofType('report-delivery', { noticeId: id, delivery: text }),
    ofType('start-reauth', { from: reauthOrigin }),
    ofType('open-page', { reauthId: id, page: z.enum(['team', 'provider']) }),
    ofType('note-provider-sign-in', { personId: id, asked }),
    ofType('forget-browser', {}),
    ofType('complete-reauth', { reauthId: id, email: text }),
    ofType('abandon-reauth', { reauthId: id, why: text }),
    ofType('delete-registration', {}),
    ofType('log-out', {}),
    ofType('revoke-registration', {}),
    ofType('force-reauth', {}),
    ofType('edit-environment', {
      changes: z.array(change),
      said: z.string().max(100_000),
      now: z.boolean(),
      basedOn: z.number().int().min(0),
    }),
    ofType('undo-edit', {}),
    ofType('redo-edit', {}),
  ],
  'this is no command that the emulator knows',
);
