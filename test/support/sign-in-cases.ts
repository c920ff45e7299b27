import type { Asked } from '../../app/identity/provider-behaviour.ts';

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
  ['on a device whose clock is a minute behind', { device: { clockSkew: '-60s' } }, done],
  ['on a device whose clock is further behind', { device: { clockSkew: '-61s' } }, failed],
  ['on a device whose clock is ahead by less than the token lives', { device: { clockSkew: '100s' } }, done],
  ['on a device whose clock is further ahead', { device: { clockSkew: '2m' } }, failed],
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
