import { z } from 'zod';
import { day } from '../time/instant.ts';
import { facts, name, place, signedSpanText, spanText } from './text-shapes.ts';

export const device = z.strictObject({
  name: name.describe('What the device is called.'),
  os: z.enum(['windows', 'macos', 'linux']).default('windows').describe('Its system.'),
  registeredTo: z
    .string()
    .exactOptional()
    .describe(
      'Key into people: who enrolled it, and alone can re-authenticate. Absent: nobody. It counts from the next run on.',
    ),
  enrolment: z
    .enum(['manual', 'mdm', 'service-token'])
    .default('manual')
    .describe(
      'How it is registered: by its user (manual), by device management, where it can’t be logged out (mdm), or without a person (service-token).',
    ),
  registration: z
    .enum(['active', 'revoked'])
    .default('active')
    .describe('revoked: it is still there and lets nothing through; signing in doesn’t help.'),
  browser: z.boolean().default(true).describe('Whether a browser can be opened on it. Without one nobody can sign in.'),
  clockSkew: signedSpanText
    .prefault('0s')
    .describe(
      'How far its clock is ahead: a span, or -26h for behind. It moves what the device shows and checks itself, never a verdict.',
    ),
  posture: z
    .record(z.string().min(1), z.enum(['passed', 'failed']))
    .default({})
    .describe('Ids of posture checks, as policies name them, and how each stands. One that is not here is neither.'),
  facts: facts.describe(
    'What policies may know of it that the emulator can’t, by Gateway’s fields, such as net.src.ip. A field that is not here has no value.',
  ),
});

const splitTunnel = z.strictObject({
  mode: z
    .enum(['exclude', 'include'])
    .default('exclude')
    .describe('exclude: all but the entries goes through the tunnel. include: the entries alone do.'),
  entries: z
    .array(place)
    .default([])
    .describe('Addresses, CIDRs, hosts, or *. and a domain for the names below it: 10.0.0.0/8, *.corp.internal.'),
});

export const client = z.strictObject({
  generation: z
    .enum(['classic', 'panel', 'banner'])
    .default('classic')
    .describe(
      'What its user finds. classic (up to 2026.1) and panel (2026.2 to 2026.5): nothing on the home screen tells of an expiry. banner (from 2026.6.822): a banner and a button do.',
    ),
  mode: z
    .enum(['traffic-and-dns', 'dns-only', 'traffic-only', 'local-proxy', 'posture-only'])
    .default('traffic-and-dns')
    .describe(
      'What goes through Gateway. Network policies judge in traffic-and-dns and traffic-only; HTTP policies there and in local-proxy; neither does in dns-only and posture-only.',
    ),
  connected: z.boolean().default(true).describe('Whether it is connected when the run begins.'),
  allowedToLeave: z
    .boolean()
    .default(true)
    .describe('Whether its user may log it out, where they enrolled it themselves.'),
  switchLocked: z.boolean().default(false).describe('Whether its user is kept from disconnecting it.'),
  adminOverride: spanText
    .refine((span) => span > 0 && span <= day, 'more than nothing and at most 24 h')
    .exactOptional()
    .describe(
      'For how long a code from the administrator unlocks the switch: a span, 24h at most. Absent: there are no codes.',
    ),
  autoConnect: spanText
    .refine((span) => span <= day, 'at most 1440 min, which is a day')
    .prefault('0s')
    .describe('How long after it was disconnected it connects again by itself: a span, 24h at most. 0s: never.'),
  splitTunnel: splitTunnel
    .prefault({})
    .describe('What stays outside the tunnel, where no policy judges and no session expires.'),
});
