import { providerTexts } from './provider.ts';

/** Words of one field: by its place in the file, with `*` for whatever people call an entry. */
export type FieldWords = {
  readonly label: string;
  readonly hint?: string;
  /** What values are called; a value without a word is shown as it is. */
  readonly values?: Readonly<Record<string, string>>;
  /** What its absence means, where it may be absent. */
  readonly absent?: string;
  /** Where the documents leave it open. */
  readonly basis?: { readonly is: Basis; readonly about: string };
};
export type Basis = 'documented' | 'observed' | 'assumed';

const assumed = (about: string) => ({ basis: { is: 'assumed' as const, about } });
const yesNo = { true: 'yes', false: 'no' };

const hours = {
  days: { label: 'On', values: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } },
  from: { label: 'From', hint: 'UTC, like 09:30' },
  to: { label: 'Until', hint: 'UTC; before “from” it is over midnight' },
};
const surfaces = {
  faithful: 'silence, as the real one',
  reset: 'a reset',
  close: 'an end',
  timeout: 'a timeout',
  explain: 'words that say why',
};

export const fieldWords: Readonly<Record<string, FieldWords>> = {
  name: { label: 'Name of this environment' },
  'team.name': { label: 'Team' },
  'team.domain': { label: 'Team domain', hint: 'Where people enrol and sign in.' },
  'clock.startAt': { label: 'Clock begins at', hint: 'UTC. It counts from the next run on.' },

  people: { label: 'People' },
  'people.*.name': { label: 'Name' },
  'people.*.email': { label: 'Mail' },
  'people.*.groups': { label: 'Groups' },
  'people.*.facts': { label: 'What else policies may know' },

  'device.name': { label: 'Name of the device' },
  'device.os': { label: 'System', values: { windows: 'Windows', macos: 'macOS', linux: 'Linux' } },
  'device.registeredTo': { label: 'Registered to', absent: 'nobody', hint: 'It counts from the next run on.' },
  'device.enrolment': {
    label: 'Enrolled',
    values: { manual: 'by its user', mdm: 'by device management', 'service-token': 'by a service token' },
  },
  'device.registration': { label: 'Registration', values: { active: 'valid', revoked: 'revoked' } },
  'device.browser': { label: 'A browser can be opened', values: yesNo },
  'device.clockSkew': { label: 'Its clock is ahead by', hint: 'A span; -26h is behind.' },
  'device.posture': {
    label: 'Posture checks',
    hint: 'Ids as policies name them. A check that is not here has no answer.',
  },
  'device.posture.*': { label: 'stands', values: { passed: 'passed', failed: 'failed' } },
  'device.facts': { label: 'What else policies may know' },

  'client.generation': {
    label: 'Client',
    values: { classic: 'up to 2026.1', panel: '2026.2 to 2026.5', banner: 'from 2026.6.822' },
  },
  'client.mode': {
    label: 'Mode',
    values: {
      'traffic-and-dns': 'traffic and DNS',
      'dns-only': 'DNS only',
      'traffic-only': 'traffic only',
      'local-proxy': 'local proxy',
      'posture-only': 'posture only',
    },
  },
  'client.connected': { label: 'Connected when a run begins', values: yesNo },
  'client.allowedToLeave': { label: 'Its user may log it out', values: yesNo },
  'client.switchLocked': { label: 'Its switch is locked', values: yesNo },
  'client.adminOverride': {
    label: 'A code unlocks it for',
    hint: 'A span, 24h at most.',
    absent: 'there are no codes',
  },
  'client.autoConnect': { label: 'Connects again after', hint: 'Once switched off; 0s is never, 24h at most.' },
  'client.splitTunnel.mode': {
    label: 'Entries',
    values: { exclude: 'stay outside the tunnel', include: 'alone go through the tunnel' },
  },
  'client.splitTunnel.entries': {
    label: 'Addresses and hosts',
    hint: '10.0.0.0/8, wiki.corp.internal or *.corp.internal.',
  },

  'dns.localDomainFallback': {
    label: 'Local domain fallback',
    hint: 'Names below a suffix are asked of a private resolver.',
  },
  'dns.localDomainFallback.*.suffix': { label: 'Suffix' },
  'dns.localDomainFallback.*.resolver': { label: 'Resolver', hint: 'Its address.' },
  'dns.localDomainFallback.*.transport': { label: 'Asked over', values: { udp: 'UDP', tcp: 'TCP' } },
  'dns.records': { label: 'More records', hint: 'What private resolvers know besides the destinations.' },
  'dns.records.*.name': { label: 'Name' },
  'dns.records.*.type': { label: 'Type' },
  'dns.records.*.address': { label: 'Address' },
  'dns.records.*.host': { label: 'Leads to' },
  'dns.records.*.text': { label: 'Texts' },
  'dns.records.*.priority': { label: 'Priority' },
  'dns.records.*.weight': { label: 'Weight' },
  'dns.records.*.port': { label: 'Port' },
  'dns.timeToLive': { label: 'Answers live for', hint: 'A span; 1m unless it is said.' },

  destinations: { label: 'Destinations' },
  'destinations.*.host': { label: 'Host' },
  'destinations.*.address': { label: 'Address' },
  'destinations.*.ports': { label: 'Ports, and what answers there' },
  'destinations.*.up': { label: 'Its origin', values: { true: 'is up', false: 'is down' } },
  'destinations.*.delay': { label: 'Accepts after', hint: 'A span of real time, 1m at most.' },
  'destinations.*.outside': {
    label: 'Answers outside the tunnel',
    values: yesNo,
    absent: 'as its address is: public yes, private no',
  },
  'destinations.*.surface': { label: 'A refused program sees', values: surfaces, absent: 'as everywhere' },
  'destinations.*.facts': { label: 'What else policies may know' },

  'identity.host': { label: 'Host of the provider', absent: 'beyond everything emulated' },
  'identity.prompt': { label: 'Asks', values: providerTexts.prompts },
  'identity.maxAge': { label: 'Asks anew after', hint: 'A span since the password was given.', absent: 'never' },
  'identity.mfa': { label: 'Second step', values: providerTexts.mfas },
  'identity.trouble': { label: 'Trouble', values: providerTexts.troubles },
  'identity.scim': {
    label: 'A change of groups counts',
    values: { true: 'at once (SCIM)', false: 'at the next sign-in' },
  },
  'identity.locked': { label: 'Accounts that are locked' },
  'identity.denied': { label: 'Not let into this application' },
  'identity.browser.remembers': { label: 'The browser remembers', absent: 'nobody', hint: 'When a run begins.' },
  'identity.browser.rememberedFor': { label: 'It forgets after', hint: 'A span; 336h unless it is said.' },
  'identity.issuer': { label: 'A provider of your own', absent: 'the one that comes along' },
  'identity.issuer.url': { label: 'Its address' },
  'identity.issuer.clientId': { label: 'Client id' },
  'identity.issuer.scope': { label: 'Scope' },

  'notification.channel': { label: 'The system shows notices', values: { toast: 'as a toast', none: 'not at all' } },
  'notification.permission': { label: 'Permission', values: { granted: 'granted', denied: 'denied' } },
  'whatIf.repeatEvery': { label: 'What if it came again after', absent: 'as the real client: once' },
  'whatIf.warnBefore': { label: 'What if it warned ahead by', absent: 'as the real client: not' },
  'whatIf.onWake': { label: 'What if it came on waking', values: yesNo },
  'whatIf.banner': { label: 'What if a banner stood there', values: yesNo },
  'whatIf.gracePeriod': { label: 'What if there was a grace of', hint: 'A span; 0s is none.' },

  'person.atDesk': { label: 'At the desk when a run begins', values: yesNo },
  'person.doNotDisturb': { label: 'Do not disturb', values: yesNo },
  'person.screenLocked': { label: 'Screen locked', values: yesNo },
  'person.day': { label: 'Parts of the day', hint: 'Once there are some, they rule where the person is.' },
  'person.day.*.is': {
    label: 'Is',
    values: { work: 'at work', meeting: 'in a meeting', lunch: 'at lunch', away: 'away', night: 'night' },
  },
  'person.day.*.days': hours.days,
  'person.day.*.from': hours.from,
  'person.day.*.to': hours.to,

  actors: { label: 'Programs that run by themselves' },
  'actors.*.does': {
    label: 'Does',
    values: { resolve: 'looks a name up', connect: 'connects', fetch: 'loads a page' },
  },
  'actors.*.does.resolve': { label: 'Name' },
  'actors.*.does.connect': { label: 'Host' },
  'actors.*.does.port': { label: 'Port' },
  'actors.*.does.fetch': { label: 'Page' },
  'actors.*.every': { label: 'Every', hint: 'A span, 1s at least.', absent: 'never by itself' },
  'actors.*.first': { label: 'For the first time after', hint: 'A span since the run began.' },
  'actors.*.onWake': { label: 'After waking, within', absent: 'waking is nothing to it' },
  'actors.*.hours': { label: 'Keeps hours', absent: 'at any hour' },
  'actors.*.hours.days': hours.days,
  'actors.*.hours.from': hours.from,
  'actors.*.hours.to': hours.to,

  'gateway.surface': { label: 'A refused program sees', values: surfaces },
  'gateway.tlsDecryption': { label: 'TLS decryption', values: { true: 'on', false: 'off' } },
  'access.clientSession': { label: 'Access: a sign-in counts for', absent: 'without a limit' },
  'access.appliesToAll': { label: 'Access: for every application', values: yesNo },
  'access.applications': { label: 'Access applications' },
  'access.applications.*.destinations': { label: 'Destinations', hint: 'Addresses, ranges, hosts or *.domains.' },
  'access.applications.*.ports': { label: 'Ports', absent: 'every port' },
  'access.applications.*.usesClientSession': {
    label: 'Takes the client’s sign-in',
    values: yesNo,
    absent: 'as the team has it',
  },
  'access.applications.*.clientSession': { label: 'A sign-in counts for', absent: 'as the team has it' },

  'assumptions.expiry': {
    label: 'A session is expired',
    values: { 'at-duration': 'at exactly the duration', 'after-duration': 'only after it' },
    ...assumed('No document says whether age equal to the duration is expired.'),
  },
  'assumptions.noticeScope': {
    label: 'One notice for each',
    values: { episode: 'sign-in', policy: 'sign-in and policy' },
    ...assumed('The documents speak of one notification and say nothing finer.'),
  },
  'assumptions.noticeComes': {
    label: 'The notice comes',
    values: { 'with-refusal': 'with the first refused attempt', 'at-expiry': 'when the session expires' },
    ...assumed(
      'The documents name going to the application as the trigger, not the expiry; nothing is said of repeats.',
    ),
  },
  'assumptions.unseenNoticeIsUsed': {
    label: 'A notice nobody saw',
    values: { true: 'counts as used', false: 'is due again' },
    ...assumed('What re-arms the notice is not documented.'),
  },
  'assumptions.accessReturnsAfter': {
    label: 'After a sign-in, access returns after',
    basis: {
      is: 'observed',
      about:
        'Not documented. A script in the field tries again for about 100 s; whether that is the rule is not known.',
    },
  },
  'assumptions.policyEditDelay': {
    label: 'An edit of policies acts after',
    basis: { is: 'documented', about: 'Documented as up to about 2 minutes; that it is always all of it is assumed.' },
  },
  'assumptions.deviceEditDelay': {
    label: 'An edit of device settings acts after',
    basis: { is: 'documented', about: 'Documented as up to about 10 minutes; that it is always all of it is assumed.' },
  },
  'assumptions.includeNeedsProvider': {
    label: 'In Include mode, a sign-in around the tunnel',
    values: { true: 'leaves the age as it is', false: 'counts' },
    ...assumed('The documents ask for the provider in the tunnel and don’t say what comes of it otherwise.'),
  },
  'assumptions.noIdentityFails': {
    label: 'A device without a person',
    values: { true: 'fails every check', false: 'passes every check' },
    ...assumed('Only a note on one kind of device is documented.'),
  },
  'assumptions.refreshIdentityRenews': {
    label: 'Refreshing the identity in a browser',
    values: { true: 'renews the session', false: 'reads the groups only' },
    ...assumed('The documents speak of both the Access session and the session duration.'),
  },
  'assumptions.tokenTolerance': {
    label: 'A token is taken while the clock is off by',
    ...assumed('How far a device’s clock may differ is not documented.'),
  },
  'assumptions.icmpIsChecked': {
    label: 'Ping',
    values: { true: 'meets the policies', false: 'passes every policy' },
    ...assumed('Policies are documented for TCP and UDP; logs list ICMP.'),
  },
  'assumptions.tcpIdleLimit': {
    label: 'An idle TCP flow is closed after',
    ...assumed('The span is not settled by the documents at hand.'),
  },
};

export const environmentTexts = {
  sections: {
    team: 'Team & clock',
    people: 'People',
    device: 'Device & client',
    tunnel: 'Split tunnel',
    dns: 'DNS',
    destinations: 'Destinations',
    posture: 'Posture',
    identity: 'Sign-in page',
    notice: 'Notice',
    person: 'Person’s day',
    actors: 'Programs',
    gateway: 'Gateway & Access',
    policies: 'Policies',
    assumptions: 'Assumptions',
  },
  parts: 'Parts of the environment',
  form: 'Form',
  text: 'Text',
  textLabel: 'Environment as YAML',
  loading: 'Asking…',
  undo: 'Undo',
  redo: 'Redo',
  open: 'Open file…',
  saveFile: 'Save as file',
  copy: 'Copy',
  revert: 'Revert draft',
  apply: 'Apply',
  waits: 'The form waits: the text can’t be read at the moment. It shows what could be read last.',
  cantWrite: 'That place can’t be written from the form: it stands behind an alias. Change it in the text.',
  issues: (count: number) => (count === 1 ? '1 thing is wrong' : `${count} things are wrong`),
  place: (line: number, column: number) => `Line ${line}, column ${column}`,
  same: 'Nothing to apply: the environment is like that already.',
  checking: 'Reading…',
  changes: (count: number) => (count === 1 ? '1 change' : `${count} changes`),
  more: (count: number) => `and ${count} more`,
  fromNextRun: (places: string) => `From the next run on: ${places}.`,
  outdated: 'The environment was edited since this draft was begun.',
  takeOver: 'Take that over',
  keepMine: 'Keep mine',
  tookOver: (count: number) => `Taken over: ${count === 1 ? '1 place' : `${count} places`}.`,
  conflicts: (places: string) => `Edited on both sides, yours stays: ${places}.`,
  mendFirst: 'Mend the text first, then what changed can be taken over.',
  opened: (name: string) => `${name} is in the draft. Nothing changes before you apply it.`,
  noEnvironment: 'None of these is an environment: choose a .yaml, and with it the files that it imports.',
  tooLarge: 'The draft is too large to be kept over a reload. Save it as a file.',
  add: {
    people: 'Add a person',
    destinations: 'Add a destination',
    actors: 'Add a program',
    'dns.localDomainFallback': 'Add a suffix',
    'dns.records': 'Add a record',
    'person.day': 'Add a part',
    'access.applications': 'Add an application',
    'device.posture': 'Add a check',
    'destinations.*.ports': 'Add a port',
    line: 'Add a line',
  } as Readonly<Record<string, string>>,
  remove: (what: string) => `Remove ${what}`,
  removeShort: 'Remove',
  key: 'Called',
  keyHint: 'Letters, digits, dots, dashes and underscores.',
  keyTaken: 'Another one is called that.',
  port: 'Port',
  answers: 'What answers',
  services: {
    http: 'a web site (http)',
    https: 'a web site (https)',
    doh: 'DNS over HTTPS',
    'tcp-echo': 'an echo (TCP)',
    'udp-echo': 'an echo (UDP)',
    ssh: 'SSH',
    dns: 'a resolver',
    upstream: 'a server of mine',
  } as Readonly<Record<string, string>>,
  upstream: 'At',
  none: 'None.',
  set: 'Set it',
  showInText: 'Show in the text',
  facts: (count: number) => (count === 0 ? 'none; written in the text' : `${count}, written in the text`),
  unset: 'not set',
  policies: {
    about: 'Policies have an editor of their own, which knows their language and tries them on destinations.',
    leftOut: 'They are many, so they and their lists are left out of the text. They stay as they are.',
    edit: (name: string) => `Edit ${name}`,
    all: 'Open the policy editor',
    imported: (file: string) => `imported from ${file}`,
  },
  assumptions: 'No document settles these in full. They are values in the environment, so that a file replays.',
} as const;
