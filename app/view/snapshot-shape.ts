import { z } from 'zod';

/** Instants are milliseconds since 1970 in virtual time; a view counts down by itself. */
const instant = z.number();

export const verdictClass = z.enum([
  'none',
  'session',
  'block',
  'posture',
  'identity',
  'split-tunnel',
  'mode',
  'disconnected',
  'offline',
  'dns',
  'origin',
  'registration',
  'access',
  'unknown-destination',
]);

const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

/** What became of a notice. */
export const noticeFateShape = z.enum([
  'due',
  'seen',
  'missed',
  'suppressed',
  'dismissed',
  'clicked',
  'clicked-late',
  'abandoned',
  'withdrawn',
]);

const notice = z.object({
  id: z.string(),
  kind: z.enum(['expired', 'warning', 'wake']),
  at: instant,
  policyId: z.string(),
  policyName: z.string(),
  host: z.string(),
  actor: z.string().optional(),
  fate: noticeFateShape,
  why: z.string().optional(),
  /** Whether a real notification was asked for on this computer. */
  real: z.boolean(),
  /** What became of the real one; absent while that is not known. */
  delivery: z.string().optional(),
  refusedSince: z.number(),
});

const journalEntry = z.object({
  /** `line.index` in the run's log. */
  id: z.string(),
  at: instant,
  type: z.string(),
  /** One sentence. */
  text: z.string(),
  tone: z.enum(['plain', 'good', 'bad', 'notice']),
  /** How many equal attempts it stands for. */
  count: z.number(),
});

/**
 * All that a window shows, whole, at one revision. Lists are bounded: `total` says how many there are.
 */
export const snapshotShape = z.object({
  revision: z.number(),
  product: z.object({ version: z.string(), host: z.enum(['electron', 'node']) }),
  run: z.object({ id: z.string(), startedAt: instant }),
  /** Present on a first launch, until somebody does something. */
  isNewcomer: z.literal(true).optional(),
  environment: z.object({ name: z.string(), team: z.string() }),
  clock: z.object({
    now: instant,
    mode: z.enum(['frozen', 'following']),
    /** Virtual seconds per real second while following. */
    speed: z.number(),
    /** What falls due next by itself, in words. */
    next: z.object({ at: instant, what: z.string() }).optional(),
  }),
  client: z.object({
    generation: z.enum(['classic', 'panel', 'banner']),
    mode: z.enum(['traffic-and-dns', 'dns-only', 'traffic-only', 'local-proxy', 'posture-only']),
    /** What the client says of itself; an expired session does not change it. */
    status: z.enum(['Connected', 'Disconnected', 'Unable']),
    os: z.enum(['windows', 'macos', 'linux']),
    version: z.string(),
    /** The code under the status, when there is one. */
    code: z.string().optional(),
    /** Whether the home screen asks for a sign-in. */
    banner: z.boolean(),
    allowedToLeave: z.boolean(),
    /** Absent: its user may switch it on and off. */
    lock: z
      .object({
        /** What the administrator reads out now; absent: there are no codes. */
        adminCode: z.string().optional(),
        /** How long a code unlocks the switch. */
        unlocksFor: z.number().optional(),
        unlockedUntil: instant.optional(),
      })
      .optional(),
  }),
  /** Absent: the device is not enrolled. */
  registration: z
    .object({
      status: z.enum(['active', 'revoked']),
      deviceId: z.string(),
      address: z.string(),
      enrolment: z.enum(['manual', 'mdm', 'service-token']),
    })
    .optional(),
  /** Who is still signed in at the identity provider in the browser: key of a person. */
  browser: z.object({ remembers: z.string().optional() }),
  user: z.object({ id: z.string(), name: z.string(), email: z.string() }).optional(),
  people: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
  session: z
    .object({
      authenticatedAt: instant,
      from: z.string(),
      episode: z.number(),
      /** Since when an administrator has wanted a new sign-in. */
      staleSince: instant.optional(),
    })
    .optional(),
  reauth: z
    .object({
      id: z.string(),
      startedAt: instant,
      from: z.string(),
      /** Its page that does not load. */
      blocked: z.object({ host: z.string(), class: verdictClass, policyName: z.string().optional() }).optional(),
    })
    .optional(),
  /** The latest sign-in that ended, until the next begins. */
  lastReauth: z
    .object({ at: instant, outcome: z.enum(['completed', 'refused', 'abandoned']), text: z.string() })
    .optional(),
  device: z.object({
    online: z.boolean(),
    asleep: z.boolean(),
    /** Milliseconds that its clock is ahead; it moves what the device shows, never a verdict. */
    clockSkew: z.number(),
  }),
  person: z.object({ atDesk: z.boolean(), doNotDisturb: z.boolean(), screenLocked: z.boolean() }),
  /** The person's day, when they have one: milliseconds since midnight UTC; one that ends before it begins passes midnight. */
  day: z.array(
    z.object({
      is: z.enum(['work', 'meeting', 'lunch', 'away', 'night']),
      days: z.array(weekday),
      from: z.number(),
      to: z.number(),
    }),
  ),
  /** How the identity provider behaves. */
  provider: z.object({
    prompt: z.enum(['none', 'select-account', 'login']),
    mfa: z.enum(['none', 'asked', 'refused']),
    trouble: z.enum(['none', 'down', 'slow', 'server-error', 'wrong-audience', 'wrong-signature', 'wrong-clock']),
    /** Whether group changes reach Gateway without a sign-in. */
    scim: z.boolean(),
  }),
  gateway: z.object({ tlsDecryption: z.boolean() }),
  /** Posture checks of the device by their ids, at most 50; `not-told`: a policy asks for it, and nothing is known of it. */
  posture: z.array(z.object({ check: z.string(), stands: z.enum(['passed', 'failed', 'not-told']) })),
  /** Of the user, in the directory and as Gateway knows them; at most 50 of each. */
  groups: z.object({ directory: z.array(z.string()), known: z.array(z.string()) }).optional(),
  policies: z.object({
    total: z.number(),
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        precedence: z.number(),
        action: z.string(),
        filter: z.string(),
        enabled: z.boolean(),
        traffic: z.string(),
        /** Milliseconds, when its session check is enforced. */
        duration: z.number().optional(),
        /** When the present session runs out under it. */
        expiresAt: instant.optional(),
        faults: z.array(z.string()),
        /** Destinations that it decides now. */
        destinations: z.array(z.string()),
      }),
    ),
  }),
  destinations: z.object({
    total: z.number(),
    items: z.array(
      z.object({
        /** Key in the environment. */
        name: z.string(),
        host: z.string(),
        address: z.string(),
        port: z.number(),
        protocol: z.enum(['tcp', 'udp']),
        kind: z.enum(['http', 'https', 'doh', 'tcp-echo', 'udp-echo', 'ssh', 'upstream', 'dns']),
        private: z.boolean(),
        reachable: z.boolean(),
        class: verdictClass,
        /** When it will stop answering if nobody signs in; absent when it won't. */
        expiresAt: instant.optional(),
        /** Whose limit that is, and what it will be refused as: a policy's name, or an Access application's key. */
        limit: z.object({ class: z.enum(['session', 'access']), name: z.string() }).optional(),
        /** Whether a session check stands before it. */
        checked: z.boolean(),
        policy: z.object({ id: z.string(), name: z.string() }).optional(),
        /** The Access application that decides it. */
        application: z.string().optional(),
      }),
    ),
  }),
  /** One entry per Local Domain Fallback suffix, and one for public names. */
  names: z.array(
    z.object({
      suffix: z.string(),
      resolver: z.string().optional(),
      answers: z.boolean(),
      class: verdictClass,
      expiresAt: instant.optional(),
    }),
  ),
  notices: z.object({ total: z.number(), items: z.array(notice) }),
  flows: z.object({
    total: z.number(),
    items: z.array(
      z.object({
        id: z.string(),
        destination: z.string(),
        port: z.number(),
        openedAt: instant,
        ageAtOpening: z.number(),
        lastActiveAt: instant,
        keptBusy: z.boolean(),
        /** Closed for idling then, unless bytes pass. */
        idleUntil: instant.optional(),
      }),
    ),
  }),
  /** `nextAt` is absent for one that only waits for the device to wake. */
  actors: z.array(
    z.object({
      name: z.string(),
      does: z.string(),
      every: z.number().optional(),
      onWake: z.number().optional(),
      nextAt: instant.optional(),
    }),
  ),
  /** Newest last, at most the latest 100. */
  journal: z.array(journalEntry),
  /** `host:port` or a URL; absent while it is not listening. */
  addresses: z.object({
    ui: z.string().optional(),
    proxy: z.string().optional(),
    dns: z.string().optional(),
    pac: z.string().optional(),
    issuer: z.string().optional(),
  }),
  /** Edits of the environment: what undo would take back, redo bring again, and what is on its way. */
  edits: z.object({
    undo: z.string().optional(),
    redo: z.string().optional(),
    pending: z.array(z.object({ id: z.string(), said: z.string(), at: instant })),
  }),
  /** How much `policy.lint` finds, edits on their way included. */
  findings: z.object({ errors: z.number(), warnings: z.number() }),
  /** Names of files that were opened with the app and wait for the lab. */
  offered: z.array(z.string()),
  /** Rises whenever `scenario.show` has something new to tell. */
  plays: z.number(),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** Things that went differently than asked, each one sentence: a taken port, a file set aside. */
  remarks: z.array(z.string()),
  assumptions: z.array(z.object({ key: z.string(), value: z.string(), text: z.string() })),
});

export type Snapshot = z.infer<typeof snapshotShape>;
export type JournalEntry = Snapshot['journal'][number];
export type SnapshotNotice = Snapshot['notices']['items'][number];
export type SnapshotDestination = Snapshot['destinations']['items'][number];
export type SnapshotName = Snapshot['names'][number];
export type SnapshotPolicy = Snapshot['policies']['items'][number];
