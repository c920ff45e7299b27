import type {
  Snapshot,
  SnapshotDestination,
  SnapshotNotice,
  SnapshotPolicy,
} from '../../../app/view/snapshot-shape.ts';

const day = 86_400_000;
const hour = 3_600_000;

/** Mon 2 Mar 2026 09:00:00 UTC, when alice signs in. */
export const signedInAt = Date.UTC(2026, 2, 2, 9);
export const expiresAt = signedInAt + 7 * day;

const weekly: SnapshotPolicy = {
  id: 'p-range',
  name: 'Private range, weekly',
  precedence: 20,
  action: 'allow',
  filter: 'l4',
  enabled: true,
  traffic: 'net.dst.ip in {10.0.0.0/8}',
  duration: 7 * day,
  expiresAt,
  faults: [],
  destinations: [],
};
const daily: SnapshotPolicy = {
  ...weekly,
  id: 'p-hr',
  name: 'HR, daily',
  precedence: 10,
  traffic: 'net.dst.ip == 10.20.0.20',
  duration: 24 * hour,
  expiresAt: signedInAt + 24 * hour,
};
const guests: SnapshotPolicy = {
  id: 'p-guests',
  name: 'Block guests',
  precedence: 5,
  action: 'block',
  filter: 'l4',
  enabled: false,
  traffic: 'any(identity.groups.name[*] in {"guests"})',
  faults: ['Refers to a list that is not here: $guests.'],
  destinations: [],
};

const privateHosts = [
  'wiki',
  'git',
  'ci',
  'chat',
  'mail',
  'files',
  'k8s',
  'db',
  'vault',
  'ldap',
  'print',
  'erp',
  'crm',
  'ns',
];

export function destination(name: string, over: Partial<SnapshotDestination> = {}): SnapshotDestination {
  return {
    name,
    host: `${name}.corp.internal`,
    address: '10.20.0.10',
    port: 443,
    protocol: 'tcp',
    kind: 'https',
    private: true,
    reachable: true,
    class: 'none',
    checked: true,
    expiresAt,
    policy: { id: 'p-range', name: 'Private range, weekly' },
    limit: { class: 'session', name: over.policy?.name ?? 'Private range, weekly' },
    ...over,
  };
}

export function publicDestination(name: string): SnapshotDestination {
  const { expiresAt: _expiresAt, policy: _policy, limit: _limit, ...rest } = destination(name);
  return { ...rest, host: `${name}.example.com`, address: '198.51.100.20', private: false, checked: false };
}

export function notice(over: Partial<SnapshotNotice> = {}): SnapshotNotice {
  return {
    id: 'n-1',
    kind: 'expired',
    at: expiresAt + 41_000,
    policyId: 'p-range',
    policyName: 'Private range, weekly',
    host: 'ns.corp.internal',
    actor: 'updater',
    fate: 'missed',
    real: false,
    refusedSince: 0,
    ...over,
  };
}

/** A Monday morning at a team with 14 private destinations and two public ones; everything answers. */
export function snapshotAt(now: number, over: Partial<Snapshot> = {}): Snapshot {
  const privates = privateHosts.map((name, at) => destination(name, { address: `10.20.0.${10 + at}` }));
  const items = [...privates, publicDestination('help'), publicDestination('status')].map((item) =>
    item.expiresAt !== undefined && item.expiresAt <= now
      ? { ...item, reachable: false, class: 'session' as const }
      : item,
  );
  const isDead = expiresAt <= now;
  return {
    revision: 1,
    product: { version: '0.1.0', host: 'node' },
    run: { id: 'run-1', startedAt: signedInAt },
    environment: { name: 'Acme, one weekly policy', team: 'acme' },
    clock: {
      now,
      mode: 'frozen',
      speed: 1,
      next: { at: expiresAt, what: 'The session expires under “Private range, weekly”' },
    },
    client: {
      generation: 'classic',
      mode: 'traffic-and-dns',
      status: 'Connected',
      os: 'windows',
      version: '2025.10.186.0',
      banner: false,
      allowedToLeave: true,
    },
    registration: { status: 'active', deviceId: 'device-1', address: '100.96.0.2', enrolment: 'manual' },
    browser: {},
    user: { id: 'alice', name: 'Alice Ames', email: 'alice@example.com' },
    people: [
      { id: 'alice', name: 'Alice Ames', email: 'alice@example.com' },
      { id: 'bob', name: 'Bob Brandt', email: 'bob@example.com' },
    ],
    session: { authenticatedAt: signedInAt, from: 'enrolment', episode: 1 },
    device: { online: true, asleep: false, clockSkew: 0 },
    person: { atDesk: true, doNotDisturb: false, screenLocked: false },
    day: [],
    provider: { prompt: 'none', mfa: 'none', trouble: 'none', scim: false },
    gateway: { tlsDecryption: false },
    posture: [],
    policies: {
      total: 3,
      items: [
        guests,
        { ...daily, duration: 30 * day, name: 'HR, monthly', expiresAt: signedInAt + 30 * day },
        { ...weekly, destinations: privateHosts },
      ],
    },
    destinations: { total: items.length, items },
    names: [
      isDead
        ? { suffix: 'corp.internal', resolver: '10.0.0.53', answers: false, class: 'session', expiresAt }
        : { suffix: 'corp.internal', resolver: '10.0.0.53', answers: true, class: 'none', expiresAt },
      { suffix: 'public names', answers: true, class: 'none' },
    ],
    notices: { total: 0, items: [] },
    flows: { total: 0, items: [] },
    actors: [{ name: 'updater', does: 'resolves ns.corp.internal', every: 300_000, nextAt: now + 60_000 }],
    journal: [],
    addresses: {
      ui: 'http://127.0.0.1:41000/',
      proxy: '127.0.0.1:40000',
      dns: '127.0.0.1:40053',
      pac: 'http://127.0.0.1:41000/proxy.pac',
      issuer: 'http://127.0.0.1:41001',
    },
    edits: { pending: [] },
    findings: { errors: 0, warnings: 0 },
    remarks: [],
    offered: [],
    plays: 0,
    theme: 'system',
    assumptions: [],
    ...over,
  };
}
