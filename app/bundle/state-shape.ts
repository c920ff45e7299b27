import { z } from 'zod';
import { asked, change, instant, origin, reauthOrigin } from './command-shape.ts';

const text = z.string().max(10_000);
const id = z.string().max(200);
const span = z.number().min(-1e14).max(1e14);
const count = z.number().int().min(0);
const mapping = z.record(z.string(), z.unknown());

const edit = z.strictObject({
  id,
  said: z.string().max(100_000),
  changes: z.array(change),
  undo: z.array(change),
});

const enrolment = z.enum(['manual', 'mdm', 'service-token']);

const flow = z.strictObject({
  id,
  destination: text,
  host: text,
  address: text,
  port: z.number().int().min(0).max(65_535),
  protocol: z.enum(['tcp', 'udp', 'icmp']),
  policyId: text.exactOptional(),
  openedAt: instant,
  ageAtOpening: span,
  lastActiveAt: instant,
  keptBusy: z.boolean(),
});

const notice = z.strictObject({
  id,
  kind: z.enum(['expired', 'warning', 'wake']),
  at: instant,
  episode: count,
  policyId: text,
  policyName: text,
  host: text,
  actor: id.exactOptional(),
  fate: z.enum([
    ...['due', 'seen', 'missed', 'suppressed', 'dismissed', 'clicked', 'clicked-late', 'abandoned', 'withdrawn'],
  ] as const),
  why: z.enum(['no-channel', 'permission-denied', 'do-not-disturb']).exactOptional(),
  delivery: text.exactOptional(),
  real: z.boolean(),
  refusedSince: count,
});

/** A state as a bundle holds it; its environment is for the environment's own decoder. */
export const stateShape = z.strictObject({
  version: z.number().int().min(1).max(1e6),
  origin: origin.exactOptional(),
  at: instant,
  startedAt: instant,
  nextId: count,
  clock: z.discriminatedUnion(
    'mode',
    [
      z.strictObject({ mode: z.literal('frozen') }),
      z.strictObject({ mode: z.literal('following'), speed: z.number().positive().max(1e6) }),
    ],
    'write frozen or following',
  ),
  environment: mapping,
  edits: z.strictObject({
    count,
    pending: z.array(z.strictObject({ editId: id, changes: z.array(change), takesEffectAt: instant })),
    done: z.array(edit),
    undone: z.array(edit),
  }),
  client: z.strictObject({
    connected: z.boolean(),
    reconnectAt: instant.exactOptional(),
    unlockedUntil: instant.exactOptional(),
  }),
  device: z.strictObject({ online: z.boolean(), asleep: z.boolean() }),
  person: z.strictObject({ atDesk: z.boolean(), doNotDisturb: z.boolean(), screenLocked: z.boolean() }),
  personUntil: instant.exactOptional(),
  registration: z
    .strictObject({ status: z.enum(['active', 'revoked']), deviceId: id, address: text, enrolment })
    .exactOptional(),
  enrolments: count,
  session: z
    .strictObject({
      authenticatedAt: instant,
      previousAt: instant.exactOptional(),
      personId: id,
      email: text,
      name: text,
      groups: z.array(text),
      facts: mapping,
      from: reauthOrigin,
      episode: count,
      staleSince: instant.exactOptional(),
    })
    .exactOptional(),
  browser: z.strictObject({ remembered: z.strictObject({ personId: id, since: instant }).exactOptional() }),
  reauth: z
    .strictObject({
      id,
      from: reauthOrigin,
      startedAt: instant,
      blocked: z.strictObject({ host: text, class: id, policyName: text.exactOptional() }).exactOptional(),
      asked: asked.exactOptional(),
    })
    .exactOptional(),
  notices: z.array(notice).max(200),
  flows: z.record(z.string(), flow),
  resolved: z.record(z.string(), z.strictObject({ addresses: z.array(text), until: instant })),
  actors: z.record(z.string(), instant),
});
