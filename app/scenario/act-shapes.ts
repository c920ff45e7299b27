import { z } from 'zod';
import { environmentChanges } from '../environment/data-shapes.ts';

const recordTypes = ['A', 'AAAA', 'ADDRESS', 'PTR', 'SOA', 'NS', 'TXT', 'SRV', 'CNAME', 'MX', 'ANY', 'OTHER'] as const;

const portShape = z.number().int().min(1).max(65535);
const actorName = z.string().min(1);

const connect = z.strictObject({
  to: z.string().min(1).describe('Key of a destination, or a host name or address.'),
  port: portShape.exactOptional().describe('Absent: the destination’s only or lowest port.'),
  protocol: z
    .enum(['tcp', 'udp', 'icmp', 'http', 'https'])
    .default('tcp')
    .describe('http and https are what a browser does, at ports 80 and 443 unless port says otherwise.'),
  by: z
    .enum(['name', 'address'])
    .default('address')
    .describe('Whether the program names the destination, which looks its name up, or uses its address.'),
  flow: z.string().min(1).exactOptional().describe('Keeps the connection open under this name for later steps.'),
  keptBusy: z.boolean().default(false).describe('Whether the flow does not idle out while time passes.'),
  byLocalProxy: z
    .boolean()
    .default(false)
    .describe('Through the proxy of Local proxy mode, rather than as traffic of the device.'),
  as: actorName.exactOptional().describe('The actor that tries, instead of the person’s own program.'),
  facts: z
    .strictObject({
      sni: z.string().exactOptional().describe('The server name of a TLS hello.'),
      detectedProtocol: z.string().exactOptional().describe('As Gateway detects it: http, tls, ssh.'),
      request: z
        .strictObject({
          host: z.string().describe('The host that is asked.'),
          method: z.string().describe('Such as GET.'),
          path: z.string().describe('Such as /.'),
        })
        .exactOptional()
        .describe('A plain HTTP request.'),
    })
    .exactOptional()
    .describe('What the first bytes tell. Absent: what the protocol tells by itself.'),
  onFlow: z.string().min(1).exactOptional().describe('A further request on a flow that an earlier step opened.'),
});

const resolve = z.strictObject({
  name: z.string().min(1).describe('The name to look up.'),
  type: z.enum(recordTypes).default('A').describe('The type of record.'),
  as: actorName.exactOptional().describe('The actor that asks, instead of the person’s own program.'),
});

const reauthenticate = z.strictObject({
  as: z.string().min(1).describe('Key into people: whom to choose where the provider asks.'),
  from: z
    .enum(['settings', 'notice', 'command-line', 'refresh-identity'])
    .default('settings')
    .describe('Where it is begun.'),
  end: z
    .enum(['finish', 'cancel', 'close-tab'])
    .default('finish')
    .describe('Whether it is gone through with, cancelled at the provider, or its window closed.'),
});

/** In full, or by the one thing that has to be said. */
function orText<T extends z.ZodType>(full: T, fill: (text: string) => z.input<T>) {
  return z.union([
    z
      .string()
      .min(1)
      .transform((text) => full.parse(fill(text))),
    full,
  ]);
}

const atOnce = z
  .boolean()
  .default(false)
  .describe('Whether it acts at once, instead of after the delay that such settings have.');

/** Everything that people, administrators and the world may do. */
export const act = z.union([
  z.strictObject({
    connect: orText(connect, (to) => ({ to })).describe(
      'A program tries to reach something: a destination by its key, or in full.',
    ),
  }),
  z.strictObject({
    resolve: orText(resolve, (name) => ({ name })).describe('A program looks a name up.'),
  }),
  z.strictObject({ send: z.string().min(1).describe('Sends on a flow by its name, which keeps it from idling.') }),
  z.strictObject({ look: z.string().min(1).describe('Looks whether a flow is open, and leaves it alone.') }),
  z.strictObject({
    reauthenticate: orText(reauthenticate, (as) => ({ as })).describe(
      'A sign-in from its first page to its end: by whom, or in full.',
    ),
  }),
  z.strictObject({ enrol: z.string().min(1).describe('Key into people: who enrols the device.') }),
  z.strictObject({
    notice: z
      .enum(['dismiss', 'click'])
      .describe('Dismisses the notice on the screen, or clicks it, which opens the sign-in and leaves it open.'),
  }),
  z.strictObject({
    browser: z
      .enum(['close-tab', 'forget'])
      .describe('Closes the window of the sign-in that is open, or signs out at the provider.'),
  }),
  z.strictObject({
    registration: z
      .enum(['log-out', 'delete', 'revoke', 'force-reauth'])
      .describe('By its user: log-out, delete. By an administrator: revoke, force-reauth.'),
  }),
  z.strictObject({
    edit: environmentChanges.describe(
      'An edit of the environment: mappings are merged as with does it, ~ takes a key away.',
    ),
    now: atOnce,
  }),
  z.strictObject({
    lint: z.literal('environment').describe('Looks for what will hurt in the environment as it is planned.'),
  }),
  z.strictObject({ duration: z.string().describe('A policy’s duration as somebody would write it, such as 7d.') }),
  z.strictObject({ status: z.literal('show').describe('What warp-cli status prints.') }),
  z.strictObject({
    countdown: z
      .string()
      .min(1)
      .describe('Id of a policy: what a countdown on the device would show for it, by the device’s own clock.'),
  }),
  z.strictObject({
    client: z
      .union([
        z.enum(['connect', 'disconnect', 'unlock']),
        z.strictObject({ unlock: z.string().min(1).max(20).describe('A code, right or wrong.') }),
      ])
      .describe('The client’s switch. unlock takes the code that the administrator has at that time, or another one.'),
  }),
  z.strictObject({
    device: z
      .union([
        z.enum(['sleep', 'wake', 'go-offline', 'go-online']),
        z.strictObject({
          online: z.boolean().exactOptional().describe('Whether it has a network.'),
          asleep: z.boolean().exactOptional().describe('Whether it sleeps.'),
        }),
      ])
      .describe('What becomes of the device.'),
  }),
  z.strictObject({ close: z.string().min(1).describe('Ends a flow from its program’s side.') }),
  z.strictObject({
    keepBusy: z
      .strictObject({
        flow: z.string().min(1).describe('Its name.'),
        on: z.boolean().describe('Whether it is kept busy from now on.'),
      })
      .describe('A flow that is kept busy does not idle out.'),
  }),
  z.strictObject({
    signIn: z
      .union([
        z.strictObject({
          begin: z.enum(['settings', 'command-line', 'refresh-identity', 'enrolment']).describe('Where it is begun.'),
        }),
        z.strictObject({ page: z.enum(['team', 'provider']).describe('Opens one of its pages.') }),
        z.strictObject({
          letIn: z.string().min(1).describe('Key into people: whom the provider lets in.'),
          asked: z.array(z.enum(['account', 'credentials', 'mfa'])).describe('What it asked of them.'),
        }),
        z.strictObject({ finish: z.string().min(1).describe('The mail address that the client is told.') }),
        z.strictObject({ abandon: z.string().min(1).describe('Gives it up, and why.') }),
      ])
      .describe('One moment of a sign-in, where reauthenticate takes them all at once.'),
  }),
  z.strictObject({
    change: z
      .array(
        z.strictObject({
          path: z.array(z.union([z.string(), z.number().int().min(0)])).describe('As in the environment in force.'),
          value: z.unknown().optional().describe('Absent: it is taken away.'),
        }),
      )
      .describe('An edit, change by change, as recordings have it.'),
    said: z.string().describe('What the journal says of it.'),
    now: atOnce,
  }),
  z.strictObject({ edits: z.enum(['undo', 'redo']).describe('Takes the latest edit back, or brings it again.') }),
  z.strictObject({
    clock: z
      .union([
        z.enum(['freeze', 'note', 'show']),
        z.strictObject({ follow: z.number().min(0.1).max(100_000).describe('Times as fast as real time.') }),
      ])
      .describe('The clock. show does nothing but be there at that time.'),
  }),
  z.strictObject({ delivery: z.string().describe('What became of the real notification of the latest notice.') }),
  z.strictObject({ checkpoint: z.string().min(1).describe('Keeps the moment under a name, for branches.') }),
  z.strictObject({
    countNotices: z.string().min(1).describe('Id of a policy: counts the notices so far that came due under it.'),
  }),
  z.strictObject({
    person: z
      .strictObject({
        atDesk: z.boolean().exactOptional().describe('Whether they would see a notice.'),
        doNotDisturb: z.boolean().exactOptional().describe('Whether notices are kept from them.'),
        screenLocked: z.boolean().exactOptional().describe('Whether the screen is locked.'),
      })
      .describe('What the person is about.'),
  }),
]);
