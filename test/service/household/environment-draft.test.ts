import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';

/** Runs in order: each step stands on the one before. */
describe("an environment's text", { sequential: true }, () => {
  let house: House;
  let text: string;
  const show = async () => (await house.call('environment.show')).text;
  const example = (name: string) => readFileSync(`examples/acme/${name}`, 'utf8');
  const exports = ['one-policy.gateway-rules.json', 'gateway-lists.json'].map((name) => ({
    name,
    text: example(name),
  }));

  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
    text = await show();
  });
  afterAll(() => house.remove());

  it('changes nothing when it is as shown', async () => {
    expect(await house.call('environment.check', { text })).toEqual({
      isYaml: true,
      issues: [],
      changes: [],
      more: 0,
      fromNextRun: [],
    });
  });

  it('is told in words what it would change, and what of it waits for the next run', async () => {
    const next = text
      .replace('up: true', 'up: false')
      .replace('name: Acme, one policy', 'name: Mine')
      .replace('atDesk: false', 'atDesk: true');
    expect(await house.call('environment.check', { text: next })).toMatchObject({
      changes: ['name is Mine', 'wiki: up is false', 'person atDesk is true'],
      fromNextRun: ['person.atDesk'],
    });
    expect(await show()).toBe(text);
  });

  it('is refused with line, column, place and remedy', async () => {
    const faulty = text.replace('address: 10.20.0.10', 'address: 10.1').replace('mode: traffic-and-dns', 'mdoe: x');
    const { issues, isYaml } = await house.call('environment.check', { text: faulty });
    expect(isYaml).toBe(true);
    const lines = faulty.split('\n');
    for (const { line, column, at, length } of issues) {
      const before = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
      expect(before + column - 1).toBe(at);
      expect(['mdoe', '10.1']).toContain(faulty.slice(at, at + length));
    }
    expect(issues.map(({ path, keys, message }) => [path, keys, message])).toEqual([
      ['client.mdoe', ['client', 'mdoe'], 'is not known here: correct the spelling, or take it away'],
      ['destinations.wiki.address', ['destinations', 'wiki', 'address'], 'write a text, not 10.1: put it in quotes'],
    ]);
  });

  it('that is no YAML is refused at the place, with what to do', async () => {
    expect(await house.call('environment.check', { text: 'name: Acme\nteam: { name: x\n' })).toMatchObject({
      isYaml: false,
      issues: [{ line: 3, column: 1, hint: expect.stringContaining('close every brace and bracket') }],
    });
  });

  it('asks for the files that it imports, and takes them with it', async () => {
    const imports = example('one-policy.environment.yaml');
    const { issues } = await house.call('environment.check', { text: imports });
    expect(issues).toMatchObject([
      { message: 'imports one-policy.gateway-rules.json', hint: 'open that file together with it', keys: ['policies'] },
    ]);
    expect(await house.call('environment.check', { text: imports, files: exports })).toMatchObject({
      issues: [],
      changes: [],
    });
  });

  it('is applied as one edit, which is taken back after a restart', async () => {
    const next = text.replace('up: true', 'up: false').replace('groups: [ staff ]', 'groups: [ staff, it ]');
    const result = await house.call('environment.apply', { draft: { text: `# Mine.\n${next}` }, now: true });
    expect(result.said).toBe('alice: groups is staff, it; wiki: up is false');
    expect(await show()).toBe(next);
    await house.restart();
    expect(await show()).toBe(next);
    await house.call('edit.undo');
    expect(await show()).toBe(text);
  });

  it('acts after the delay that Gateway takes, unless it is asked to act at once', async () => {
    const next = text.replace('checkSession: 168h0m0s', 'checkSession: 24h0m0s');
    expect(next).not.toBe(text);
    await house.call('environment.apply', { draft: { text: next } });
    expect((await house.call('snapshot')).edits.pending).toHaveLength(1);
    expect(await show()).toBe(next);
    await house.call('edit.undo');
  });

  it('that is refused changes nothing, and says where', async () => {
    const refused = await house.refusal('environment.apply', {
      draft: { text: text.replace('version: 1', 'version: 7') },
    });
    expect(refused.message).toContain('1:10 version: the file is of version 7');
    expect(await show()).toBe(text);
  });

  it('may leave policies and lists out, which then stay as they are', async () => {
    const { text: brief, leftOut } = await house.call('environment.show', { policies: 'left-out' });
    expect(leftOut).toBe(true);
    expect(brief).not.toMatch(/^(policies|lists|warnings):/m);
    expect((await house.call('environment.show', { policies: 'left-out-when-many' })).text).toBe(text);
    const next = brief.replace('up: true', 'up: false');
    expect(await house.call('environment.check', { text: next, leftOut })).toMatchObject({
      changes: ['wiki: up is false'],
    });
    await house.call('environment.apply', { draft: { text: next, leftOut } });
    expect(await show()).toBe(text.replace('up: true', 'up: false'));
    await house.call('edit.undo');
  });

  it('without policies means none, unless they were left out', async () => {
    const { text: brief } = await house.call('environment.show', { policies: 'left-out' });
    const { changes } = await house.call('environment.check', { text: brief });
    expect(changes).toEqual(['policies, now 0', 'lists, now 0']);
  });

  it('has a schema that editors complete by', async () => {
    const { schema } = await house.call('environment.schema');
    expect(schema).toEqual(JSON.parse(readFileSync('examples/schema/environment.schema.json', 'utf8')));
  });
});
