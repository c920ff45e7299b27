import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactPattern } from '../../../app/bundle/redact-pattern.ts';
import { Renamer, wordsOf } from '../../../app/bundle/renamer.ts';
import { changesBetween } from '../../../app/environment/change.ts';
import type { Environment } from '../../../app/environment/environment.ts';
import type { Command } from '../../../app/session/command.ts';
import { carryOut } from '../../../app/session/decide.ts';
import { redactedBundleOf, replayText } from '../../support/bundles.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

/**
 * Names that hold each other, words of the language, ends of hosts, other case and other scripts. What must not get out
 * holds `zq`, which no name that is given and no word of the format does.
 */
const words = fc.constantFrom(
  ...['zqa', 'zqab', 'zqabc', 'xzqab', 'orzq', 'allowzq', 'comzq', 'zqcom', 'internalzq', 'notzq', 'truezq'],
  ...['or', 'in', 'com', 'internal', 'contains', 'policy', 'person', 'a', 'zqwiki01', 'zq2024', 'zqbuild12345'],
);
const label = fc.array(words, { minLength: 1, maxLength: 2 }).map((parts) => parts.join('-'));
const host = fc.array(label, { minLength: 2, maxLength: 3 }).map((labels) => labels.join('.'));
const anyCase = words.map((word) => (word.length % 2 === 0 ? word.toUpperCase() : word));
const title = fc.oneof(anyCase, fc.constantFrom('žluťoučkýzq kůň', '東京zq', 'ZqAb Şirketi', 'O’Zqara (ext.)'));

const names = fc.record({
  hosts: fc.uniqueArray(host, { minLength: 2, maxLength: 4 }),
  suffix: host,
  groups: fc.uniqueArray(title, { minLength: 2, maxLength: 4 }),
  locals: fc.uniqueArray(label, { minLength: 2, maxLength: 2 }),
  person: title,
  posture: words,
  list: words,
  which: fc.nat(7),
});
type Names = typeof names extends fc.Arbitrary<infer T> ? T : never;

const quote = (text: string) => JSON.stringify(text);

/** Conditions over whole names, in each form that the language has. */
function conditions({ hosts, suffix, groups, locals }: Names): readonly string[] {
  const [first = '', second = ''] = hosts;
  const escaped = first.replaceAll('.', '\\.');
  return [
    `net.sni.host == ${quote(first)}`,
    `net.sni.host in {${quote(first)} ${quote(second)}}`,
    `any(net.sni.domains[*] == ${quote(suffix)})`,
    `net.sni.host matches "(?i)^(.*\\.)?${escaped}$"`,
    `net.sni.host wildcard "*.${suffix}"`,
    `net.sni.host in $${'11111111-2222-4333-8444-555555555555'}`,
    `any(identity.groups.name[*] == ${quote(groups[0] ?? '')})`,
    `identity.email contains ${quote(`${locals[0]}@`)} and net.dst.port == 443`,
  ];
}

function worldOf(given: Names): Environment {
  const { hosts, suffix, groups, locals, person, posture, list, which } = given;
  const texts = conditions(given);
  const all = [...hosts.map((name) => `${name}.${suffix}`), ...hosts];
  return world({
    name: `${person} zqenv`,
    team: { name: 'Zqteam', domain: 'zqteam.cloudflareaccess.com' },
    people: {
      'zq.alice': { name: person, email: `${locals[0]}@${suffix}.example`, groups: groups.slice(1) },
      zqbob: { name: 'Bob Zq', email: `${locals[1]}@other.example`, groups: groups.slice(0, 1) },
    },
    device: { name: 'ZQ-LAPTOP-01', registeredTo: 'zq.alice', posture: { [posture]: 'failed' } },
    lists: [{ id: '11111111-2222-4333-8444-555555555555', name: list, type: 'DOMAIN', values: all }],
    destinations: Object.fromEntries(
      [...new Set(all)].map((name, index) => [
        `zqd${index}`,
        { host: name, address: `10.20.0.${index + 60}`, ports: { 443: 'https' } },
      ]),
    ),
    dns: {
      localDomainFallback: [{ suffix, resolver: '10.0.0.53' }],
      records: [{ name: `txt.${suffix}`, type: 'TXT', text: ['zqsecret'] }],
    },
    policies: [
      ...[texts[which] ?? '', texts[(which + 3) % texts.length] ?? ''].map((traffic, index) => ({
        id: `zq-${index}`,
        name: `Zq policy ${index}`,
        description: 'The zqpassword is hunter2',
        source: { file: 'zqfile.tf', line: 7 },
        precedence: index + 1,
        traffic,
        checkSession: index === 0 ? '24h' : '72h',
      })),
      {
        id: 'zq-posture',
        precedence: 5,
        traffic: 'net.dst.port == 443',
        devicePosture: `any(device_posture.checks.passed[*] == ${quote(posture)})`,
      },
      { id: 'zq-all', precedence: 9, traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession: '168h' },
    ],
    warnings: [{ code: 'zq', message: 'zqwarning', file: 'zqfile.tf', line: 1 }],
    actors: { 'zq-mail': { does: { resolve: all[0] }, every: '1h' } },
    access: { applications: { zqapp: { destinations: [all[0]], clientSession: '100h', usesClientSession: true } } },
    identity: { locked: ['zqbob'], browser: { remembers: 'zq.alice' } },
  });
}

function live(given: Names) {
  const environment = worldOf(given);
  const run = story(environment);
  const visit = (at: string) => {
    for (const { host: name } of Object.values(environment.destinations)) {
      run.connect(past(at), { host: name, facts: { sni: name, detectedProtocol: 'tls' } }, { hold: true });
    }
  };
  visit('1h');
  visit('25h');
  const { policies } = run.state.environment;
  const described = { ...environment, policies: policies.map((one) => ({ ...one, description: 'zq again' })) };
  const edit = (next: Environment, at: string) => {
    const { edits, environment: now } = run.state;
    const changes = changesBetween(now, next);
    run.tell(past(at), { type: 'edit-environment', changes, said: 'zq said', now: false, basedOn: edits.count });
  };
  edit(described, '26h');
  edit({ ...described, policies: described.policies.slice(1) }, '27h');
  run.tell(past('28h'), { type: 'undo-edit' });
  run.tell(past('29h'), { type: 'redo-edit' });
  run.tell(past('30h'), { type: 'report-delivery', noticeId: run.state.notices[0]?.id ?? '', delivery: 'zq broke' });
  run.reauth(past('73h'), environment.people.zqbob?.email);
  visit('74h');
  run.reauth(past('75h'), environment.people['zq.alice']?.email);
  visit('76h');
  run.tell(past('77h'), { type: 'start-reauth', from: 'settings' });
  run.tell(past('77h'), { type: 'abandon-reauth', reauthId: run.state.reauth?.id ?? '', why: 'zq gave up' });
  return run;
}

describe('a redacted bundle', () => {
  it('holds no name of the run and replays to the same verdicts', () => {
    fc.assert(
      fc.property(names, fc.boolean(), (given, isPart) => {
        const text = redactedBundleOf(live(given).lines, [], isPart ? { from: past('27h') } : {});
        expect(text.toLowerCase()).not.toContain('zq');
        expect(text).not.toMatch(/hunter2|žlu|東京|irketi/i);
        expect(replayText(text)).toMatchObject({ same: true, redacted: true });
      }),
      { numRuns: 25 },
    );
  });

  it('of a branch tells no run that it came of, and goes on from the same moment', () => {
    fc.assert(
      fc.property(names, (given) => {
        const { state } = live(given);
        const at = state.at;
        const origin = { run: 'run-zq', at, checkpoint: 'zq' };
        const begun = carryOut(undefined, { type: 'branch-run', origin, state }, at);
        const host = Object.values(state.environment.destinations)[0]?.host ?? '';
        const attempt = { host, port: 443, protocol: 'tcp' } as const;
        const visit: Command = { type: 'request-connection', attempt, by: { kind: 'app' }, hold: true };
        const undone = carryOut(begun.state, { type: 'undo-edit' }, at);
        const text = redactedBundleOf([
          { n: 1, at, command: { type: 'branch-run', origin, state }, events: begun.events },
          { n: 2, at, command: { type: 'undo-edit' }, events: undone.events },
          { n: 3, at, command: visit, events: carryOut(undone.state, visit, at).events },
        ]);
        expect(text.toLowerCase()).not.toContain('zq');
        expect(replayText(text)).toMatchObject({ same: true });
      }),
      { numRuns: 10 },
    );
  });

  it('is the same text whenever it is made', () => {
    fc.assert(
      fc.property(names, (given) => {
        const { lines } = live(given);
        expect(redactedBundleOf(lines)).toBe(redactedBundleOf(lines));
      }),
      { numRuns: 5 },
    );
  });

  const part = () => {
    const run = story(
      world({ policies: [{ id: 'P1', precedence: 1, traffic: 'net.sni.host contains "orp"', checkSession: '24h' }] }),
    );
    run.connect(past('25h'), { host: 'wiki.corp.internal', facts: { sni: 'wiki.corp.internal' } });
    return run.lines;
  };

  it('is refused where a condition looks inside a name, with the line, the instant, the policy, the literal and the remedy', () => {
    expect(() => redactedBundleOf(part())).toThrow(
      /Line 3 \(request-connection, Tue 3 Mar 2026 10:00.*refused \(session\) by “P1”.*“P1” asks for “orp”.*--keep "orp".*--whole/s,
    );
  });

  it('is made when that name may stay, which it says', () => {
    const text = redactedBundleOf(part(), ['orp']);
    expect(replayText(text).same).toBe(true);
    expect(text).toContain('.corp.internal');
    expect(text).not.toContain('wiki');
    expect(JSON.parse(text).redaction.kept).toEqual(['orp']);
  });

  it('drops queries, and secrets in those that a policy reads', () => {
    const request = { host: 'wiki.corp.internal', method: 'GET', path: '/a?page=3&access_token=123&sid=456' };
    const facts = { sni: 'wiki.corp.internal', detectedProtocol: 'tls', request };
    const visit = (traffic: string) => {
      const policy = { id: 'H1', precedence: 1, filter: 'http', traffic, action: 'block' };
      const run = story(world({ gateway: { tlsDecryption: true }, policies: [policy] }));
      run.connect(past('1h'), { host: 'wiki.corp.internal', facts });
      return redactedBundleOf(run.lines);
    };
    expect(visit('http.request.host == "wiki.corp.internal"')).not.toMatch(/\?|=123|=456/);
    const read = visit('http.request.uri.query contains "page=3"');
    expect(read).toMatch(/\?\w+=3/);
    expect(read).not.toMatch(/=123/);
  });
});

describe('other names', () => {
  it('are given one to one, whatever the case, and keep suffixes and parts', () => {
    const name = fc.array(fc.oneof(words, anyCase), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 30 }), (all) => {
        const renamer = new Renamer(all.flatMap(wordsOf));
        const renamed = all.map((one) => renamer.rename(one));
        expect(new Set(renamed).size).toBe(all.length);
        for (const [index, one] of all.entries()) {
          expect(renamer.rename(one.toLowerCase())).toBe(renamed[index]?.toLowerCase());
          for (const [inner, other] of all.entries()) {
            expect(renamed[index]?.endsWith(`.${renamed[inner]}`)).toBe(one.endsWith(`.${other}`));
          }
        }
      }),
    );
  });

  it('leave addresses, reverse names and patterns as they mean something', () => {
    const renamer = new Renamer([]);
    for (const kept of ['10.20.0.10', '10.0.0.0/8', 'fd00::1', '10.0.20.10.in-addr.arpa', 'com', '']) {
      expect(renamer.rename(kept)).toBe(kept);
    }
    const renamed = renamer.rename('wiki');
    expect(redactPattern('^(?i)(?P<wiki>\\w+\\.)?wiki\\.corp\\d{2}$', renamer)).toBe(
      `^(?i)(?:\\w+\\.)?${renamed}\\.${renamer.rename('corp')}\\d{2}$`,
    );
    expect(redactPattern('[wiki]+[a-z]x{2,3}', renamer)).toBe('[ikw]+[a-z]x{2,3}');
  });
});
