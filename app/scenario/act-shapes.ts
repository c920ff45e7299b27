import { z } from 'zod';

const recordTypes = ['A', 'AAAA', 'ADDRESS', 'PTR', 'SOA', 'NS', 'TXT', 'SRV', 'CNAME', 'MX', 'ANY', 'OTHER'] as const;

const connect = z.strictObject({
  /** Key of a destination, or a host name or address. */
  to: z.string().min(1),
  /** Absent: the destination's only or lowest port. */
  port: z.number().int().min(1).max(65535).exactOptional(),
  /** `http` and `https` are what a browser does; they go to ports 80 and 443 unless `port` says otherwise. */
  protocol: z.enum(['tcp', 'udp', 'icmp', 'http', 'https']).default('tcp'),
  /** Whether the program names the destination or uses its address. */
  by: z.enum(['name', 'address']).default('address'),
  /** Keeps the connection open under this name for later steps. */
  flow: z.string().min(1).exactOptional(),
  keptBusy: z.boolean().default(false),
  /** Through the proxy of Local proxy mode, rather than as traffic of the device. */
  byLocalProxy: z.boolean().default(false),
  /** The actor that tries, instead of the person's own program. */
  as: z.string().min(1).exactOptional(),
  /** What the first bytes tell. */
  facts: z
    .strictObject({
      sni: z.string().exactOptional(),
      detectedProtocol: z.string().exactOptional(),
      request: z.strictObject({ host: z.string(), method: z.string(), path: z.string() }).exactOptional(),
    })
    .exactOptional(),
  /** A further request on a flow that is open. */
  onFlow: z.string().min(1).exactOptional(),
});

const resolve = z.strictObject({
  name: z.string().min(1),
  type: z.enum(recordTypes).default('A'),
  as: z.string().min(1).exactOptional(),
});

const reauthenticate = z.strictObject({
  /** Key into people: whom to choose where the provider asks. */
  as: z.string().min(1),
  from: z.enum(['settings', 'notice', 'command-line', 'refresh-identity']).default('settings'),
  end: z.enum(['finish', 'cancel', 'close-tab']).default('finish'),
});

/** Everything that people, administrators and the world may do. */
export const act = z.union([
  z.strictObject({
    connect: z.union([
      z
        .string()
        .min(1)
        .transform((to) => connect.parse({ to })),
      connect,
    ]),
  }),
  z.strictObject({
    resolve: z.union([
      z
        .string()
        .min(1)
        .transform((name) => resolve.parse({ name })),
      resolve,
    ]),
  }),
  z.strictObject({ send: z.string().min(1) }),
  z.strictObject({ look: z.string().min(1) }),
  /** A sign-in from its first page to its end. */
  z.strictObject({
    reauthenticate: z.union([
      z
        .string()
        .min(1)
        .transform((as) => reauthenticate.parse({ as })),
      reauthenticate,
    ]),
  }),
  z.strictObject({ enrol: z.string().min(1) }),
  /** `click` opens the sign-in and leaves it open. */
  z.strictObject({ notice: z.enum(['dismiss', 'click']) }),
  /** Closes the window of the sign-in that is open; signs out at the provider. */
  z.strictObject({ browser: z.enum(['close-tab', 'forget']) }),
  z.strictObject({ registration: z.enum(['log-out', 'delete', 'revoke', 'force-reauth']) }),
  /** An edit of the environment: mappings are merged as `with` is. */
  z.strictObject({ edit: z.record(z.string(), z.unknown()), now: z.boolean().default(false) }),
  /** Looks for what will hurt in the environment as it is planned. */
  z.strictObject({ lint: z.literal('environment') }),
  /** A policy's duration as somebody would write it. */
  z.strictObject({ duration: z.string() }),
  /** What `warp-cli status` prints. */
  z.strictObject({ status: z.literal('show') }),
  /** What a countdown on the device would show for a policy, by the device's own clock. */
  z.strictObject({ countdown: z.string().min(1) }),
  /** `unlock`: with the code that the administrator has at that time, or with another one. */
  z.strictObject({
    client: z.union([
      z.enum(['connect', 'disconnect', 'unlock']),
      z.strictObject({ unlock: z.string().min(1).max(20) }),
    ]),
  }),
  z.strictObject({
    device: z.union([
      z.enum(['sleep', 'wake', 'go-offline', 'go-online']),
      z.strictObject({ online: z.boolean().exactOptional(), asleep: z.boolean().exactOptional() }),
    ]),
  }),
  /** Ends a flow from its program's side. */
  z.strictObject({ close: z.string().min(1) }),
  z.strictObject({ keepBusy: z.strictObject({ flow: z.string().min(1), on: z.boolean() }) }),
  /** One moment of a sign-in, where `reauthenticate` takes them all at once. */
  z.strictObject({
    signIn: z.union([
      z.strictObject({ begin: z.enum(['settings', 'command-line', 'refresh-identity', 'enrolment']) }),
      z.strictObject({ page: z.enum(['team', 'provider']) }),
      z.strictObject({ letIn: z.string().min(1), asked: z.array(z.enum(['account', 'credentials', 'mfa'])) }),
      z.strictObject({ finish: z.string().min(1) }),
      z.strictObject({ abandon: z.string().min(1) }),
    ]),
  }),
  /** An edit, change by change: `path` as in the environment in force, without `value` it is taken away. */
  z.strictObject({
    change: z.array(
      z.strictObject({
        path: z.array(z.union([z.string(), z.number().int().min(0)])),
        value: z.unknown().optional(),
      }),
    ),
    said: z.string(),
    now: z.boolean().default(false),
  }),
  z.strictObject({ edits: z.enum(['undo', 'redo']) }),
  /** `show` does nothing but be there at that time. */
  z.strictObject({
    clock: z.union([z.enum(['freeze', 'note', 'show']), z.strictObject({ follow: z.number().min(0.1).max(100_000) })]),
  }),
  /** What became of the real notification of the latest notice. */
  z.strictObject({ delivery: z.string() }),
  /** Keeps the moment under a name, for branches. */
  z.strictObject({ checkpoint: z.string().min(1) }),
  /** The notices so far that came due under a policy. */
  z.strictObject({ countNotices: z.string().min(1) }),
  z.strictObject({
    person: z.strictObject({
      atDesk: z.boolean().exactOptional(),
      doNotDisturb: z.boolean().exactOptional(),
      screenLocked: z.boolean().exactOptional(),
    }),
  }),
]);
