import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { decodeEnvironment } from '../../../app/environment/decode-environment.ts';
import { keysOf, setAtPath } from '../../../app/environment/set-at-path.ts';
import { environmentData } from '../../../app/environment/write-environment.ts';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';
import { world } from '../../support/worlds.ts';

const nothing = () => ({ policies: [], lists: [], warnings: [] });
const shipped = ['acme/whole-week', 'acme/one-policy', 'acme/per-application', 'catalogue/base'];

describe('an environment written as a file', () => {
  test.each(shipped)('of %s decodes to the same environment', async (name) => {
    const environment = await loadEnvironmentFile(join('examples', `${name}.environment.yaml`));
    const written = parse(stringify(environmentData(environment)));
    expect(decodeEnvironment(written, nothing)).toEqual(environment);
  });

  test('keeps a check that is switched off', () => {
    const environment = world({
      policies: [{ id: 'P1', precedence: 1, checkSession: { enforce: false, duration: '24h' } }],
    });
    expect(environment.policies[0]?.checkSession).toMatchObject({ enforce: false, text: '24h' });
    expect(decodeEnvironment(environmentData(environment), nothing)).toEqual(environment);
  });
});

describe('a place in a file', () => {
  const data = { destinations: { wiki: { up: true } }, policies: [{ id: 'a.b', enabled: true }, { id: 'P2' }] };

  test.each([
    ['destinations.wiki.up', ['destinations', 'wiki', 'up']],
    ['policies[1].enabled', ['policies', '1', 'enabled']],
    ['policies["a.b"].enabled', ['policies', 'a.b', 'enabled']],
  ])('is read from %s', (path, keys) => {
    expect(keysOf(path)).toEqual(keys);
  });

  test.each(['', 'a..b', 'a[', 'a["x]', '.a'])('is no place when written as "%s"', (path) => {
    expect(() => keysOf(path)).toThrow(/place/);
  });

  test('gets a value, by number or by id, and all else stays', () => {
    expect(setAtPath(data, 'policies["a.b"].enabled', false)).toEqual({
      ...data,
      policies: [{ id: 'a.b', enabled: false }, { id: 'P2' }],
    });
    expect(setAtPath(data, 'policies.1.enabled', false)).toMatchObject({ policies: [{}, { enabled: false }] });
    expect(data.policies[0]?.enabled).toBe(true);
  });

  test('is found by the name of an entry, when only one is called so', () => {
    const policies = [
      { id: 'P1', name: 'Wiki, weekly' },
      { id: 'P2', name: 'Twice' },
      { id: 'P3', name: 'Twice' },
    ];
    expect(setAtPath({ policies }, 'policies["Wiki, weekly"].enabled', false)).toMatchObject({
      policies: [{ id: 'P1', enabled: false }, { id: 'P2' }, { id: 'P3' }],
    });
    expect(() => setAtPath({ policies }, 'policies.Twice.enabled', false)).toThrow('there is no "Twice"');
  });

  test('is taken away without a value', () => {
    expect(setAtPath(data, 'destinations.wiki', undefined)).toEqual({ ...data, destinations: {} });
    expect(setAtPath(data, 'policies.P2', undefined)).toMatchObject({ policies: [{ id: 'a.b' }] });
  });

  test.each([
    ['destinations.wikki.up', 'there is no "wikki"'],
    ['policies.P9.enabled', 'there is no "P9" in this list: there is a.b, P2'],
    ['destinations.wiki.up.more', 'nothing can stand below "more"'],
  ])('that is not there is named: %s', (path, message) => {
    expect(() => setAtPath(data, path, true)).toThrow(message);
  });
});
