import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeBy, decodeEnvironment } from '../../app/environment/decode-environment.ts';
import { environmentText } from '../../app/environment/environment-text.ts';
import { DecodeError } from '../../app/errors.ts';
import { mergeData, scenarioFileShape } from '../../app/scenario/scenario.ts';
import { readYaml } from '../../main/files/yaml-text.ts';
import { worldOfEveryKey } from '../support/every-key.ts';
import { faultsBySchema } from '../support/faults-by-schema.ts';

type Data = Readonly<Record<string, unknown>>;

const read = (...path: string[]) => readYaml(readFileSync(join(...path), 'utf8')).data as Data;

const asEnvironment = (data: unknown) => faultsBySchema('environment', data);
const asScenario = (data: unknown) => faultsBySchema('scenario', data);

const shipped = ['acme', 'catalogue', 'ci'].flatMap((folder) =>
  readdirSync(join('examples', folder)).map((file) => join('examples', folder, file)),
);
const environments = shipped.filter((file) => file.endsWith('.environment.yaml'));
const scenarios = shipped.filter((file) => file.endsWith('.scenario.yaml'));

const whole = read('examples', 'catalogue', 'base.environment.yaml');
const small = {
  version: 1,
  id: 'x',
  title: 'x',
  environment: 'x.yaml',
  steps: [{ at: '1h', do: { connect: 'wiki' } }],
};

const asLoader = (data: unknown) => decodeEnvironment(data, () => ({ policies: [], lists: [], warnings: [] }));

describe('a file that is shipped', () => {
  it('is one of many', () => {
    expect(environments.length).toBeGreaterThanOrEqual(4);
    expect(scenarios.length).toBeGreaterThanOrEqual(36);
  });

  it.each(environments)('%s is an environment by the schema', (file) => {
    expect(asEnvironment(read(file))).toEqual([]);
  });

  it.each(scenarios)('%s is a scenario by the schema', (file) => {
    expect(asScenario(read(file))).toEqual([]);
  });
});

describe('an environment', () => {
  it('is one by the schema as the emulator writes it', () => {
    expect(asEnvironment(readYaml(environmentText(worldOfEveryKey())).data)).toEqual([]);
  });

  it.each<[change: Data, fault: string]>([
    [{ clinet: {} }, '/clinet additionalProperties'],
    [{ client: { conected: true } }, '/client/conected additionalProperties'],
    [{ client: { mode: 'dns' } }, '/client/mode enum'],
    [{ client: { connected: 'yes' } }, '/client/connected type'],
    [{ dns: { timeToLive: '5 minutes' } }, '/dns/timeToLive pattern'],
    [{ dns: { timeToLive: 5 } }, '/dns/timeToLive type'],
    [{ device: { clockSkew: '26 h behind' } }, '/device/clockSkew pattern'],
    [{ clock: { startAt: 'Monday' } }, '/clock/startAt pattern'],
    [{ destinations: { wiki: { address: 'wiki' } } }, '/destinations/wiki/address pattern'],
    [{ destinations: { wiki: { ports: { https: 'https' } } } }, '/destinations/wiki/ports/https propertyNames'],
    [{ destinations: { wiki: { ports: { 443: 'htps' } } } }, '/destinations/wiki/ports/443 enum'],
    [{ person: { day: [{ is: 'work', from: '8:00', to: '17:00' }] } }, '/person/day/0/from pattern'],
    [{ person: { day: [{ is: 'work', from: '24:00', to: '07:00' }] } }, '/person/day/0/from pattern'],
    [{ policies: [{ id: 'P1' }] }, '/policies/0/precedence required'],
    [{ actors: { mail: { does: { resolve: 'mail.corp.internal' } } } }, '/actors/mail/every required'],
    [{ team: null }, '/team required'],
    [{ name: null }, '/name required'],
    [{ version: 2 }, '/version const'],
  ])('%j is a fault by the schema and to the loader', (change, fault) => {
    const data = mergeData(whole, change);
    expect(asEnvironment(data)).toContain(fault);
    expect(() => asLoader(data)).toThrow(DecodeError);
  });

  it('may leave to an import what an import can hold', () => {
    const { team: _team, dns: _dns, ...rest } = whole;
    expect(asEnvironment({ ...rest, policies: [{ import: 'organisation.json' }] })).toEqual([]);
    expect(asEnvironment(rest)).toEqual(['/team required', '/dns required', ' if']);
  });

  it('may be in capitals where the loader reads them', () => {
    const data = mergeData(whole, { destinations: { wiki: { host: 'Wiki.Corp.Internal' } } });
    expect(asEnvironment(data)).toEqual([]);
    expect(asLoader(data).destinations.wiki?.host).toBe('wiki.corp.internal');
  });
});

describe('a scenario', () => {
  it.each<[what: string, change: Data]>([
    ['a whole environment', { environment: whole }],
    ['an environment of which the rest stands beside it', { environment: { version: 1 }, with: whole }],
    ['a key taken away', { with: { client: { adminOverride: null }, people: { bob: null }, identity: null } }],
    ['part of a new entry', { with: { destinations: { wiki: { up: false } } } }],
    [
      'another kind of act for a program',
      { with: { actors: { a: { does: { connect: null, port: null, resolve: 'x' } } } } },
    ],
    ['an edit', { steps: [{ at: '1h', do: { edit: { client: { splitTunnel: { mode: 'include' } } }, now: true } }] }],
  ])('may say %s', (_what, change) => {
    const data = { ...small, ...change };
    expect(asScenario(data)).toEqual([]);
    expect(() => decodeBy(scenarioFileShape, data)).not.toThrow();
  });

  it.each<[what: string, change: Data, fault: string]>([
    ['part of an environment alone', { environment: { version: 1, name: 'x' } }, '/environment/people required'],
    ['an unknown key', { environment: { ...whole, clinet: {} } }, '/environment/clinet additionalProperties'],
    ['an unknown word', { environment: mergeData(whole, { device: { os: 'amiga' } }) }, '/environment/device/os enum'],
    [
      'an unknown key beside it',
      { with: { client: { conected: true } } },
      '/with/client/conected additionalProperties',
    ],
    ['a needed key taken away', { with: { name: null } }, '/with/name type'],
    ['part of an entry of a list', { with: { policies: [{ id: 'P1' }] } }, '/with/policies/0/precedence required'],
    [
      'an edit of nothing',
      { steps: [{ at: '1h', do: { edit: { clinet: {} } } }] },
      '/steps/0/do/edit/clinet additionalProperties',
    ],
    ['a time that is none', { steps: [{ at: 'soon', do: { connect: 'wiki' } }] }, '/steps/0/at pattern'],
  ])('may not say %s', (_what, change, fault) => {
    expect(asScenario({ ...small, ...change })).toContain(fault);
  });
});
