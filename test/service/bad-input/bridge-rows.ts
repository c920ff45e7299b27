import { parse } from 'yaml';
import type { MethodName } from '../../../app/bridge/contract.ts';

/** What the running app is given, and the exact answer. */
export type Row = readonly [
  what: string,
  method: MethodName,
  params: object | ((shown: string) => object),
  code: string,
  message: string,
];

const megabyte = 'x'.repeat(1_000_000);
const yaml = (text: string) => ({ files: [{ name: 'acme.environment.yaml', text }] });
const json = (text: string) => ({ files: [{ name: 'rules.json', text }] });
const edited = (from: string, to: string) => (shown: string) => yaml(shown.replace(from, to));
const spelt = (changes: object) => (shown: string) => ({ environment: { ...parse(shown), ...changes } });
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    [...'bcdefghij'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(', ')}]`),
  )
  .join('\n');
const yamlTooLong =
  'acme.environment.yaml: it is 10 MB long, and at most 4 MB are read: keep policies in the API’s export and import that';
const noPolicies =
  'rules.json: holds no Gateway policies and no lists, nor settings of devices or of Access (expected the answer of GET /accounts/{account_id}/gateway/rules, …/gateway/lists, …/devices/policy or …/access/organizations, or their result)';

const plainPolicy = {
  ...{ name: 'Plain', description: '', enabled: true, precedence: 1, action: 'allow', filter: 'l4' },
  ...{ traffic: '', identity: '', devicePosture: '' },
};

export const rows: readonly Row[] = [
  // Versions of the file.
  [
    'an environment of a later version',
    'import.preview',
    edited('version: 1', 'version: 2'),
    'bad-input',
    'acme.environment.yaml:1:10 version: the file is of version 2, and this emulator reads version 1: update the emulator',
  ],
  [
    'an environment of an earlier version',
    'import.preview',
    edited('version: 1', 'version: 0'),
    'bad-input',
    'acme.environment.yaml:1:10 version: this emulator reads version 1: write version: 1 and compare the file with the shipped examples',
  ],
  [
    'an environment whose version is garbage',
    'run.start',
    spelt({ version: 'one' }),
    'bad-input',
    'version: this emulator reads version 1: write version: 1 and compare the file with the shipped examples',
  ],
  // Keys and types.
  [
    'an unknown key',
    'import.preview',
    edited('version: 1', 'version: 1\nsurprise: 1'),
    'bad-input',
    'acme.environment.yaml:2:1 surprise: is not known here: correct the spelling, or take it away',
  ],
  [
    'an unknown key further in',
    'environment.set',
    { path: 'client.splitTunel', value: 'x' },
    'bad-input',
    'client.splitTunel: is not known here: correct the spelling, or take it away',
  ],
  [
    'a value of the wrong type',
    'import.preview',
    edited('doNotDisturb: false', 'doNotDisturb: perhaps'),
    'bad-input',
    'acme.environment.yaml:LINE:49 person.doNotDisturb: write true or false, not "perhaps"',
  ],
  [
    'a list where a mapping belongs',
    'environment.apply',
    spelt({ people: [] }),
    'bad-input',
    'people: write a mapping, not a list',
  ],
  [
    'a place that is missing',
    'environment.apply',
    spelt({ team: { name: 'Acme' } }),
    'bad-input',
    'team.domain: is missing: write a text',
  ],
  [
    'a value that is none of the possible ones',
    'environment.set',
    { path: 'client.mode', value: 'warp' },
    'bad-input',
    'client.mode: write traffic-and-dns or dns-only or traffic-only or local-proxy or posture-only, not "warp"',
  ],
  [
    'a span without a unit',
    'environment.set',
    { path: 'assumptions.policyEditDelay', value: '2' },
    'bad-input',
    'assumptions.policyEditDelay: write a span like 5m, 7d 3h or 90s',
  ],
  [
    'an instant that is none',
    'environment.set',
    { path: 'clock.startAt', value: 'yesterday' },
    'bad-input',
    'clock.startAt: "yesterday" is no instant: write one like 2026-03-02T09:00:00Z',
  ],
  [
    'an address that is none',
    'environment.set',
    { path: 'destinations.wiki.address', value: '300.1.1.1' },
    'bad-input',
    'destinations.wiki.address: "300.1.1.1" is no IP address: write one like 10.20.0.10',
  ],
  [
    'an address that is taken',
    'environment.set',
    { path: 'destinations.hr.address', value: '10.20.0.10' },
    'bad-input',
    'destinations.hr.address: 10.20.0.10 already belongs to "wiki"',
  ],
  [
    'a port that is none',
    'environment.set',
    { path: 'destinations.wiki.ports', value: '{70000: http}' },
    'bad-input',
    'destinations.wiki.ports.70000: a port is a number from 1 to 65535',
  ],
  [
    'somebody who is nobody',
    'environment.set',
    { path: 'device.registeredTo', value: 'carol' },
    'bad-input',
    'device.registeredTo: "carol" is nobody in people',
  ],
  [
    'a place that is not there',
    'environment.set',
    { path: 'destinations.wiky.up', value: 'false' },
    'bad-input',
    'destinations.wiky.up: there is no "wiky": there is wiki, hr, git, k8s, chat, files, mail, backup and MORE more',
  ],
  [
    'a path that is none',
    'environment.set',
    { path: 'a..b', value: '1' },
    'bad-input',
    'a..b: is no place: write keys with dots between, like destinations.wiki.up',
  ],
  // Names that would reach into every object.
  [
    '__proto__ as a key of a file',
    'import.preview',
    edited('people:', 'people:\n  __proto__: {name: a, email: a@example.com}'),
    'bad-input',
    'acme.environment.yaml:5:1 people: "__proto__" is no name: choose another one',
  ],
  [
    '__proto__ as a place',
    'environment.set',
    { path: '__proto__.polluted', value: 'true' },
    'bad-input',
    '__proto__.polluted: there is no "__proto__": there is version, name, team, clock, people, device, client, policies and MORE more',
  ],
  [
    '__proto__ at the end of a place',
    'environment.set',
    { path: 'destinations.__proto__', value: '{host: a.example, address: 10.9.9.9, ports: {80: http}}' },
    'bad-input',
    'destinations: "__proto__" is no name: choose another one',
  ],
  [
    'constructor as a name',
    'environment.set',
    { path: 'actors.constructor', value: '{does: {resolve: a.example}, every: 5m}' },
    'bad-input',
    'actors.constructor: this name is taken by the emulator itself: choose another one',
  ],
  [
    'constructor as a person',
    'environment.set',
    { path: 'device.registeredTo', value: 'constructor' },
    'bad-input',
    'device.registeredTo: "constructor" is nobody in people',
  ],
  [
    'constructor as a connection',
    'flow.keep-busy',
    { id: 'constructor', keptBusy: true },
    'no-flow',
    'That connection has ended.',
  ],
  // YAML that is none, or that would hurt.
  [
    'YAML with a tab',
    'import.preview',
    yaml('name: x\n\tbad: 1'),
    'bad-input',
    'acme.environment.yaml:2:1: Tabs are not allowed as indentation (indent with spaces)',
  ],
  ['an empty file', 'import.preview', yaml(''), 'bad-input', 'acme.environment.yaml: write a mapping, not nothing'],
  [
    'two documents in a file',
    'import.preview',
    yaml('a: 1\n---\nb: 2'),
    'bad-input',
    'acme.environment.yaml:2:1: a second document begins here: write one document per file',
  ],
  [
    'aliases that multiply',
    'import.preview',
    yaml(bomb),
    'bad-input',
    'acme.environment.yaml: its aliases multiply without end: write the values out',
  ],
  [
    'an alias of nothing',
    'import.preview',
    yaml('a: *b'),
    'bad-input',
    'acme.environment.yaml:1:4: the alias *b is set nowhere before it',
  ],
  [
    'nesting without end',
    'import.preview',
    yaml('{"a":'.repeat(20_000)),
    'bad-input',
    'acme.environment.yaml:1:501: it is nested deeper than 100 levels',
  ],
  [
    'nesting without end in a value',
    'environment.set',
    { path: 'name', value: '- '.repeat(20_000) },
    'bad-input',
    'name: the value is no YAML: it is nested deeper than 100 levels',
  ],
  ['10 MB of YAML', 'import.preview', yaml('x'.repeat(10_000_000)), 'bad-input', yamlTooLong],
  // Texts without end.
  [
    'a name of 1 MB',
    'environment.set',
    { path: 'name', value: megabyte },
    'bad-input',
    'name: this text has 1000000 characters, and at most 200000 are read: shorten it',
  ],
  [
    'a name of 300 characters',
    'environment.set',
    { path: 'name', value: 'x'.repeat(300) },
    'bad-input',
    'name: write at most 200 characters',
  ],
  [
    'a key of 1 MB',
    'environment.apply',
    spelt({ [megabyte]: 1 }),
    'bad-input',
    `the name "${'x'.repeat(80)}…" is too long: shorten it`,
  ],
  [
    'a run’s id of 1 MB',
    'run.open',
    { id: megabyte },
    'no-such-run',
    `There is no run "${'x'.repeat(80)}". Open run.list to see those there are.`,
  ],
  [
    'a host name of 300 characters',
    'visit',
    { url: `http://${'a'.repeat(300)}` },
    'bad-request',
    'The host name has 300 characters, and a name has at most 253.',
  ],
  [
    'a lookup of 300 characters',
    'resolve',
    { name: 'a'.repeat(300) },
    'bad-request',
    `"${'a'.repeat(80)}…" is no name: parts of 1 to 63 characters with dots between, at most 253 in all.`,
  ],
  // Exports.
  [
    'an export that is a page',
    'import.preview',
    json('<html>'),
    'bad-input',
    'rules.json:1:1: no valid JSON: unexpected "<" (this looks like a web page, not like the answer of the API)',
  ],
  [
    'an export that is an error',
    'import.preview',
    json('{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}'),
    'bad-input',
    'rules.json:1: the API answered with an error: 10000 Authentication error (export again, with a token that may read Zero Trust)',
  ],
  ['an export of something else', 'import.preview', json('{"hello":"world"}'), 'bad-input', noPolicies],
  [
    'an export with a value of the wrong type',
    'import.preview',
    json('[\n{"id":"a","name":"x","action":"allow","filters":["l4"],"precedence":"first"}]'),
    'bad-input',
    'rules.json:2 [0].precedence: write a number, not "first"',
  ],
  [
    '10 MB of a cut export',
    'import.preview',
    json(`[${'{"action":"allow"},'.repeat(500_000)}`),
    'bad-input',
    'rules.json:1:9500002: no valid JSON: the text ends too early',
  ],
  [
    'a name of 10 MB without an end',
    'import.preview',
    json(`["${'\\n'.repeat(5_000_000)}`),
    'bad-input',
    'rules.json:1:2: no valid JSON: this string has no end on its line',
  ],
  [
    'an environment without the export it names',
    'import.preview',
    yaml('version: 1\npolicies:\n  - import: mine.json\n'),
    'bad-input',
    'acme.environment.yaml policies: imports mine.json, which was not dropped with it: drop both together',
  ],
  [
    'two environments at a time',
    'import.preview',
    {
      files: [
        { name: 'a.yaml', text: '' },
        { name: 'b.yaml', text: '' },
      ],
    },
    'too-many-environments',
    'a.yaml and b.yaml are two environments: drop one at a time.',
  ],
  [
    'a file of another kind',
    'import.preview',
    { files: [{ name: 'a.exe', text: '' }] },
    'unknown-file',
    'a.exe is no .json, no .tf and no .yaml. Drop exports of policies, Terraform’s files, or an environment.',
  ],
  ['no file at all', 'import.preview', { files: [] }, 'bad-request', 'params.files: write at least 1.'],
  // The rest.
  [
    'a start that is not there',
    'environment.apply',
    { start: 'mine' },
    'no-such-start',
    'There is no start "mine". There is one-policy, per-application, whole-week.',
  ],
  ['neither start nor environment', 'environment.apply', {}, 'no-environment', 'Name a start, or give an environment.'],
  [
    'a jump into the past',
    'clock.to',
    { at: 0 },
    'clock-backwards',
    'Time only goes forward within a run. Start a new run to begin again.',
  ],
  [
    'a jump without end',
    'clock.to',
    { at: 1e300 },
    'clock-too-far',
    'A jump goes at most 366 days ahead. Jump more than once.',
  ],
  ['a step back', 'clock.advance', { by: -1 }, 'bad-request', 'params.by: write 0 or more.'],
  [
    'a record type that is none',
    'resolve',
    { name: 'a.example', type: 'NOPE' },
    'bad-request',
    '"NOPE" is no record type. Write one of A, AAAA, ANY, CAA, CNAME, HTTPS, MX, NS, PTR, SOA, SRV, SVCB, TXT.',
  ],
  [
    'a URL that is none',
    'visit',
    { url: 'nonsense' },
    'bad-request',
    "`nonsense` can't be visited; write http://, https://, ssh://, tcp:// or udp:// and a host.",
  ],
  [
    'a condition of 100 kB',
    'expression.read',
    { text: 'x'.repeat(100_000), kind: 'l4' },
    'bad-request',
    'params.text: write at most 65536 characters.',
  ],
  [
    'a condition against a destination that is not there',
    'expression.read',
    { text: 'net.dst.port == 1', kind: 'l4', against: { destination: '__proto__', port: 1 } },
    'no-destination',
    'There is no destination “__proto__”. Choose another one.',
  ],
  [
    'a policy that is not there',
    'policy.delete',
    { id: 'toString' },
    'no-policy',
    'There is no such policy any more. Look at the list again.',
  ],
  [
    'a policy without a name',
    'policy.save',
    { policy: { ...plainPolicy, name: ' ' } },
    'bad-request',
    'params.policy.name: write something here.',
  ],
  [
    'a policy made from one that was another',
    'policy.save',
    { id: '5b0a3c1e-7d10-4c2a-9f00-000000000011', policy: plainPolicy, was: plainPolicy },
    'edited-meanwhile',
    'This policy was changed meanwhile. Read it anew, then make the change again.',
  ],
];
