import { z } from 'zod';
import { isPrivateAddress } from '../network/address.ts';
import { parseGoDuration } from '../policy/duration.ts';
import type { GatewayList, ImportWarning, Policy, SessionCheck } from '../policy/policy.ts';
import { destination, failureSurface } from './destination-shapes.ts';
import { client, device } from './device-shapes.ts';
import { dns } from './dns-shapes.ts';
import type { Destination, Environment } from './environment.ts';
import { assumptions, notification, whatIf } from './notice-shapes.ts';
import { actor, people, person } from './people-shapes.ts';
import { importedPolicies, importWarning, inlineList, inlinePolicy } from './policy-shapes.ts';
import { access, identity } from './sign-in-shapes.ts';
import { hostText, instantText, key, name } from './text-shapes.ts';

const team = z.strictObject({
  name: name.describe('What the team is called.'),
  domain: hostText.describe('Its team domain, such as acme.cloudflareaccess.com: where people enrol and sign in.'),
});

const gateway = z.strictObject({
  surface: failureSurface.default('faithful'),
  tlsDecryption: z
    .boolean()
    .default(false)
    .describe('Whether HTTPS on port 443 is opened, so that HTTP policies see it.'),
});

/** An environment as it stands in a `*.environment.yaml` (DESIGN.md §6). What is left out gets the default here. */
export const environmentFileShape = z.strictObject({
  version: z.literal(1, { error: ({ input }) => sayVersion(input) }).describe('Of the format: 1.'),
  name: name.describe('What this environment is called.'),
  team: team.describe('The organisation. An import that holds it may stand in for it.'),
  clock: z
    .strictObject({
      startAt: instantText.describe(
        'The virtual time at which a run begins, such as 2026-03-02T09:00:00Z. It counts from the next run on.',
      ),
    })
    .describe('Virtual time.'),
  people: people.describe('Everybody who may sign in, by keys of your own: alice.'),
  device: device.describe('The device that the client runs on, as it is when a run begins.'),
  client: client.prefault({}).describe('The client on the device, and the profile that it has.'),
  policies: z
    .array(z.union([importedPolicies, inlinePolicy]))
    .default([])
    .describe('Gateway policies: files of an export to import, or policies written here. Without any, all is allowed.'),
  lists: z.array(inlineList).default([]).describe('Lists that policies name, such as net.dst.ip in $offices.'),
  warnings: z.array(importWarning).default([]).describe('What importing had to say. The emulator writes this.'),
  destinations: z
    .record(key, destination)
    .describe('What is emulated beyond the client, by keys of your own: wiki. Nothing else is ever reached.'),
  dns: dns.describe('Which names private resolvers answer. Needed, but {} is enough; an import may stand in for it.'),
  identity: identity.prefault({}).describe('How the identity provider behaves, and the browser in front of it.'),
  notification: notification.prefault({}).describe('What the system does with the one notice.'),
  person: person.prefault({}).describe('The one who uses the device: who is there to see a notice.'),
  actors: z.record(key, actor).prefault({}).describe('Programs that run by themselves, by keys of your own: mail.'),
  gateway: gateway.prefault({}).describe('How Gateway refuses, and what it opens.'),
  access: access
    .prefault({})
    .describe('Access applications that take the client’s sign-in, by a limit of their own on the same age.'),
  whatIf: whatIf
    .prefault({})
    .describe('Other designs of the notice, to compare with the real client, which does none of this.'),
  assumptions: assumptions
    .prefault({})
    .describe('What no document settles in full. They stand here so that a file replays; each is shown as assumed.'),
});

export type EnvironmentFile = z.output<typeof environmentFileShape>;

/** What to do about a file of another version. */
export function sayVersion(given: unknown): string {
  if (typeof given === 'number' && given > 1) {
    return `the file is of version ${given}, and this emulator reads version 1: update the emulator`;
  }
  return 'this emulator reads version 1: write version: 1 and compare the file with the shipped examples';
}

/** What importing the files named in `policies` has brought, in the order in which they stand there. */
export type ImportedPolicies = {
  readonly policies: readonly Policy[];
  readonly lists: readonly GatewayList[];
  readonly warnings: readonly ImportWarning[];
};

/** Makes the environment of a decoded file; `imported` answers for each `import:` entry by its text. */
export function environmentFrom(file: EnvironmentFile, imported: (path: string) => ImportedPolicies): Environment {
  const parts = file.policies.map((entry) =>
    'import' in entry ? imported(entry.import) : { policies: [policyFrom(entry)], lists: [], warnings: [] },
  );
  return {
    ...file,
    destinations: Object.fromEntries(Object.entries(file.destinations).map(([name, found]) => [name, placed(found)])),
    policies: parts.flatMap((part) => part.policies),
    lists: [...parts.flatMap((part) => part.lists), ...file.lists],
    warnings: [...parts.flatMap((part) => part.warnings), ...file.warnings],
  };
}

function placed(found: EnvironmentFile['destinations'][string]): Destination {
  return { ...found, outside: found.outside ?? !isPrivateAddress(found.address) };
}

function policyFrom({ checkSession, name, ...rest }: z.output<typeof inlinePolicy>): Policy {
  return {
    ...rest,
    name: name ?? rest.id,
    ...(checkSession === undefined ? {} : { checkSession: sessionCheckFrom(checkSession) }),
  };
}

function sessionCheckFrom(check: string | { enforce: boolean; duration: string }): SessionCheck {
  const { enforce, duration: text } = typeof check === 'string' ? { enforce: true, duration: check } : check;
  const parsed = parseGoDuration(text);
  return { enforce, text, ...(parsed.ok ? { duration: parsed.duration } : {}) };
}
