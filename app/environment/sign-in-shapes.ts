import { z } from 'zod';
import { hostText, key, place, spanText } from './text-shapes.ts';

const browser = z.strictObject({
  remembers: key
    .exactOptional()
    .describe('Key into people: who is signed in at the provider when the run begins. Absent: nobody.'),
  rememberedFor: spanText
    .prefault('336h')
    .describe('How long after a sign-in with credentials the browser forgets it: a span of virtual time.'),
});

const issuer = z.strictObject({
  url: z.url().describe('Its address, such as https://login.example.com/realms/acme.'),
  clientId: z.string().min(1).describe('The id of the client that it knows the emulator by.'),
  scope: z.string().default('openid profile email').describe('What it is asked for.'),
});

/** How the identity provider, and the browser in front of it, behave. */
export const identity = z.strictObject({
  host: hostText
    .exactOptional()
    .describe(
      'Where the browser meets the provider; it is judged like any other destination. Absent: beyond everything emulated.',
    ),
  prompt: z
    .enum(['none', 'select-account', 'login'])
    .default('none')
    .describe(
      'What is asked of somebody whom the browser remembers: nothing, which lets them in silently (none), who it is (select-account), or everything anew (login).',
    ),
  maxAge: spanText
    .exactOptional()
    .describe(
      'The oldest sign-in at the provider that the client takes, inclusive: a span. Absent: any that is remembered.',
    ),
  mfa: z
    .enum(['none', 'asked', 'refused'])
    .default('none')
    .describe('The second step after the credentials. refused: it is asked for and always fails.'),
  locked: z.array(key).default([]).describe('Keys into people: whose account is locked.'),
  denied: z.array(key).default([]).describe('Keys into people: whom the provider does not let into this application.'),
  trouble: z
    .enum(['none', 'down', 'slow', 'server-error', 'wrong-audience', 'wrong-signature', 'wrong-clock'])
    .default('none')
    .describe(
      'What is wrong with it: its page does not load (down), loads late (slow) or is an error (server-error), or its token is for somebody else, wrongly signed, or made by a clock 26 h behind (wrong-clock).',
    ),
  scim: z
    .boolean()
    .default(false)
    .describe('Whether a change of groups counts at once. Without it, from the next sign-in on.'),
  browser: browser.prefault({}).describe('What the browser remembers of the provider.'),
  issuer: issuer.exactOptional().describe('An OpenID provider of your own. Absent: the one that comes along.'),
});

const application = z.strictObject({
  destinations: z.array(place).min(1).describe('Addresses, CIDRs, hosts, or *. and a domain.'),
  ports: z
    .array(z.number().int().min(1).max(65535))
    .min(1)
    .exactOptional()
    .describe('The ports that it is at. Absent: every port.'),
  usesClientSession: z
    .boolean()
    .exactOptional()
    .describe('Whether the client’s sign-in counts as the application’s. Absent: as appliesToAll has it.'),
  clientSession: spanText
    .exactOptional()
    .describe('For how long that sign-in counts here: a span. Absent: as the organisation has it.'),
});

/** "Authenticate with Cloudflare One Client" (DOMAIN.md §1.5). */
export const access = z.strictObject({
  clientSession: spanText
    .exactOptional()
    .describe(
      'For how long a sign-in in the client counts at Access applications: a span. It limits no Gateway policy. Absent: without a limit.',
    ),
  appliesToAll: z.boolean().default(false).describe('Whether applications use it that don’t say otherwise.'),
  applications: z
    .record(key, application)
    .prefault({})
    .describe('Self-hosted private applications by keys of your own; of several the first that fits counts.'),
});
