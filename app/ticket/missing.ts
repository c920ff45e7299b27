import type { DiagReading } from './diag-reading.ts';
import type { DraftDestination } from './draft-destinations.ts';
import type { Ticket } from './ticket.ts';

export const missingThings = [
  'policies',
  'sign-in',
  'timeout',
  'fails',
  'works',
  'since',
  'addresses',
  'split-tunnel',
  'fallback',
  'notice',
  'version',
  'mode',
  'os',
  'provider',
] as const;

/** What the draft lacks: why it counts, and how to get it. */
export type Missing = {
  readonly what: (typeof missingThings)[number];
  readonly title: string;
  readonly why: string;
  readonly how: string;
};

const settings =
  'Ask for `warp-cli settings`, or for a warp-diag with warp-settings.txt. The administrator has it in the device profile: import its export.';

/** What decides and isn't known, what decides most first. */
export function findMissing(
  ticket: Ticket,
  diag: DiagReading,
  destinations: readonly DraftDestination[],
): readonly Missing[] {
  const unplaced = destinations.filter(({ basis, host, address }) => basis.kind === 'assumed' && host !== address);
  const lacks: Readonly<Record<Missing['what'], boolean>> = {
    policies: true,
    'sign-in': ticket.signedInAt === undefined,
    timeout: ticket.timeout === undefined,
    fails: ticket.fails.length === 0,
    works: ticket.works.length === 0,
    since: ticket.since === undefined,
    addresses: unplaced.length > 0,
    'split-tunnel': (ticket.splitTunnel ?? diag.splitTunnel) === undefined,
    fallback:
      (ticket.fallback.length === 0 && diag.suffixes === undefined) ||
      (ticket.fallback.every(({ resolver }) => resolver === undefined) && diag.resolvers === undefined),
    notice: ticket.notice === undefined,
    version: ticket.generation === undefined && diag.version === undefined,
    mode: (ticket.mode ?? diag.mode) === undefined,
    os: (ticket.os ?? diag.os) === undefined,
    provider: true,
  };
  const names = unplaced
    .map(({ host }) => host)
    .slice(0, 5)
    .join(', ');
  const said: Readonly<Record<Missing['what'], Omit<Missing, 'what'>>> = {
    policies: {
      title: 'Gateway’s policies and lists',
      why: 'No diagnostics hold them, and they alone check the session. The draft has at most one, assumed.',
      how: 'Ask the administrator for the answers of GET /accounts/{account_id}/gateway/rules and …/gateway/lists, or for their Terraform files. Bring them in with `warp-emu import FILE…` or drop them on the lab.',
    },
    'sign-in': {
      title: 'When the user last signed in',
      why: 'The age of the session stands in no file of the client.',
      how: 'Ask the user, or the administrator for the sign-in log of the identity provider.',
    },
    timeout: {
      title: 'The session duration',
      why: 'Without it the draft has no policy, so nothing in it expires.',
      how: 'Ask the administrator what “Enforce WARP client session duration” says on the policies, or import them.',
    },
    fails: {
      title: 'What fails',
      why: 'Without a destination there is nothing to try.',
      how: 'Ask for two names or addresses that do not answer, with their ports.',
    },
    works: {
      title: 'What still works',
      why: 'It tells a session from a dead tunnel, and a narrow policy from a wide one.',
      how: 'Ask for a public page and another internal one.',
    },
    since: {
      title: 'Since when',
      why: 'It tells which limit may have run out.',
      how: 'Ask for the first thing that failed, and when.',
    },
    addresses: {
      title: `Addresses: ${names}${unplaced.length > 5 ? ' …' : ''}`,
      why: 'Policies and Split Tunnels go by address; those in the draft are made up.',
      how: 'Ask the administrator, or look the names up where they resolve. Write them as wiki.corp.internal=10.20.0.10.',
    },
    'split-tunnel': {
      title: 'Split Tunnels',
      why: 'What they keep outside meets no check. Exclude mode takes 10.0.0.0/8 out unless somebody changed it.',
      how: settings,
    },
    fallback: {
      title: 'Local Domain Fallback and its resolvers',
      why: 'Private names die with the resolver that they are asked of.',
      how: `${settings} Write them as corp.internal=10.0.0.53.`,
    },
    notice: {
      title: 'Whether the notice was seen',
      why: 'It comes once; who missed it does not know what to do.',
      how: 'Ask whether a pop-up asked for a sign-in, and what became of it.',
    },
    version: {
      title: 'The client’s version',
      why: 'Menus, and whether the home screen hints, depend on it.',
      how: 'Ask for the About page, or for `warp-cli --version`.',
    },
    mode: { title: 'The client’s mode', why: 'In DNS only and Posture only no session is checked.', how: settings },
    os: { title: 'The operating system', why: 'Notices differ by it.', how: 'Ask the user.' },
    provider: {
      title: 'The identity provider, the user’s groups, posture checks',
      why: 'A provider behind the same policies can’t be signed in at, and policies may ask for a group or a check.',
      how: 'Ask the administrator; `warp-emu environment set identity.host sso.corp.internal` brings it in.',
    },
  };
  return (Object.keys(said) as Missing['what'][])
    .filter((what) => lacks[what])
    .map((what) => ({ what, ...said[what] }));
}
