import type { Asked } from '../../app/identity/provider-behaviour.ts';
import { privateRange } from './worlds.ts';

/** What a sign-in must come to, whichever way it is made. */
export type ExpectedEnding = {
  readonly verdict: 'ok' | 'rejected' | 'loop';
  readonly asked?: readonly Asked[];
  readonly isRenewed: boolean;
  readonly isOpen: boolean;
};

const done = { verdict: 'ok', isRenewed: true, isOpen: false } as const;
const failed = { verdict: 'rejected', isRenewed: false, isOpen: false } as const;

/** A sign-in as alice on a device of hers whose session expired an hour ago, by what is different in the environment. */
export const signInCases: readonly (readonly [what: string, changes: object, expected: ExpectedEnding])[] = [
  ['plain', {}, { ...done, asked: ['account', 'credentials'] }],
  ['with a second step', { identity: { mfa: 'asked' } }, { ...done, asked: ['account', 'credentials', 'mfa'] }],
  ['that the browser remembers', { identity: { browser: { remembers: 'alice' } } }, { ...done, asked: [] }],
  [
    'that the browser has forgotten meanwhile',
    { identity: { browser: { remembers: 'alice', rememberedFor: '169h' } } },
    { ...done, asked: ['account', 'credentials'] },
  ],
  [
    'older at the provider than the client takes',
    { identity: { maxAge: '168h', browser: { remembers: 'alice' } } },
    { ...done, asked: ['account', 'credentials'] },
  ],
  [
    'where the provider always asks who',
    { identity: { prompt: 'select-account', mfa: 'asked', browser: { remembers: 'alice' } } },
    { ...done, asked: ['account'] },
  ],
  [
    'where the provider always asks for everything',
    { identity: { prompt: 'login', browser: { remembers: 'alice' } } },
    { ...done, asked: ['account', 'credentials'] },
  ],
  ['whose second step fails', { identity: { mfa: 'refused' } }, failed],
  ['of a locked account', { identity: { locked: ['alice'] } }, failed],
  ['of somebody who is not let in', { identity: { denied: ['alice'] } }, failed],
  ['while the provider is down', { identity: { trouble: 'down' } }, failed],
  ['while the provider fails', { identity: { trouble: 'server-error' } }, failed],
  ['at a slow provider', { identity: { trouble: 'slow' } }, done],
  ['with a token for somebody else’s client', { identity: { trouble: 'wrong-audience' } }, failed],
  ['with a token of a wrong signature', { identity: { trouble: 'wrong-signature' } }, failed],
  ['with a token of another time', { identity: { trouble: 'wrong-clock' } }, failed],
  ['on a device whose clock is less than a minute behind', { device: { clockSkew: '-50s' } }, done],
  // Tokens tell time in whole seconds, so the rows keep a few seconds away from the limit, which is 60 s here.
  ['on a device whose clock is further behind', { device: { clockSkew: '-70s' } }, failed],
  ['on a device whose clock is ahead by less than the token lives', { device: { clockSkew: '100s' } }, done],
  ['on a device whose clock is further ahead', { device: { clockSkew: '2m' } }, failed],
  [
    'with a token of another time, on a device whose clock is as wrong',
    { identity: { trouble: 'wrong-clock' }, device: { clockSkew: '-26h' } },
    done,
  ],
  [
    'that the client wants fresh, on a device whose clock is ahead',
    { identity: { maxAge: '20s' }, device: { clockSkew: '100s' } },
    failed,
  ],
  [
    'that the client wants fresh, on a device whose clock is ahead by less',
    { identity: { maxAge: '20s' }, device: { clockSkew: '60s' } },
    done,
  ],
  [
    'that the browser remembers, of an account locked since',
    { identity: { locked: ['alice'], browser: { remembers: 'alice' } } },
    failed,
  ],
  [
    'that the browser remembers, with a second step that needs no repeating',
    { identity: { mfa: 'refused', browser: { remembers: 'alice' } } },
    { ...done, asked: [] },
  ],
  [
    'of somebody else’s browser, where the provider always asks who',
    { identity: { prompt: 'select-account', mfa: 'asked', browser: { remembers: 'bob' } } },
    { ...done, asked: ['account', 'credentials', 'mfa'] },
  ],
  ['by the wrong user’s browser', { identity: { browser: { remembers: 'bob' } } }, { ...failed, asked: [] }],
  [
    'whose provider lies behind the expired policy',
    {
      identity: { host: 'sso.corp.internal' },
      destinations: { sso: { host: 'sso.corp.internal', address: '10.20.0.5', ports: { 443: 'https' } } },
    },
    { ...failed, verdict: 'loop' },
  ],
  [
    'whose team domain lies behind the expired policy',
    {
      destinations: { team: { host: 'acme.cloudflareaccess.com', address: '104.19.194.29', ports: { 443: 'https' } } },
      policies: [{ ...privateRange, traffic: 'net.dst.ip in {10.0.0.0/8 104.19.194.29}' }],
    },
    { ...failed, verdict: 'loop' },
  ],
  [
    'whose provider a Block policy refuses',
    {
      identity: { host: 'sso.example.com' },
      destinations: { sso: { host: 'sso.example.com', address: '198.51.100.9', ports: { 443: 'https' } } },
      policies: [
        { id: 'B1', name: 'No sign-in', precedence: 5, action: 'block', traffic: 'net.dst.ip in {198.51.100.9}' },
        privateRange,
      ],
    },
    failed,
  ],
  [
    'whose provider’s host is dead',
    {
      identity: { host: 'sso.example.com' },
      destinations: {
        sso: { host: 'sso.example.com', address: '198.51.100.9', ports: { 443: 'https' }, up: false },
      },
    },
    failed,
  ],
  [
    'whose provider is met through the tunnel',
    {
      identity: { host: 'sso.example.com' },
      destinations: { sso: { host: 'sso.example.com', address: '198.51.100.9', ports: { 443: 'https' } } },
    },
    done,
  ],
  [
    'around the tunnel, in Include mode',
    { client: { splitTunnel: { mode: 'include', entries: ['10.0.0.0/8'] } } },
    { ...failed, verdict: 'loop' },
  ],
  [
    'through the tunnel, in Include mode',
    { client: { splitTunnel: { mode: 'include', entries: ['10.0.0.0/8', '*.cloudflareaccess.com'] } } },
    done,
  ],
  [
    'around the tunnel, where that is assumed to count',
    {
      client: { splitTunnel: { mode: 'include', entries: ['10.0.0.0/8'] } },
      assumptions: { includeNeedsProvider: false },
    },
    done,
  ],
];
