import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import { foldLog, replayLog } from '../../../app/session/replay.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

/** The walk on the pure engine: allowed, missed notice, dead, signed in, back. */
function walk(): { readonly lines: readonly LogLine[]; readonly state: unknown } {
  const run = story(
    world({
      person: { atDesk: false },
      actors: { lookups: { does: { resolve: 'git.corp.internal' }, every: '5m', first: '41s' } },
      policies: [
        { id: 'P1', precedence: 10, traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession: '168h' },
        { id: 'B9', precedence: 20, action: 'block', traffic: 'net.dst.ip in {10.0.0.0/8}' },
      ],
    }),
  );
  run.connect(past('167h59m'), {}, { hold: true, keptBusy: true });
  run.connect(past('168h'));
  run.resolve(past('168h40m'), 'wiki.corp.internal');
  run.reauth(past('168h45m'), 'bob@example.com');
  run.reauth(past('168h46m'));
  run.connect(past('168h47m'), { host: 'wiki.corp.internal' });
  return { lines: run.lines, state: run.state };
}

const mutants = resolve('test-results', `mutants-${process.pid}`);

/** A copy of the app room with one place of one file changed. */
async function mutatedReplay(name: string, file: string, from: string, to: string): Promise<typeof replayLog> {
  const folder = join(mutants, name);
  mkdirSync(folder, { recursive: true });
  cpSync('app', join(folder, 'app'), { recursive: true });
  cpSync('tsconfig.base.json', join(folder, 'tsconfig.base.json'));
  const path = join(folder, 'app', file);
  const text = readFileSync(path, 'utf8');
  expect(text.split(from), `${file} holds “${from}” once`).toHaveLength(2);
  writeFileSync(path, text.replace(from, to));
  const mutant = (await import(pathToFileURL(join(folder, 'app/session/replay.ts')).href)) as {
    replayLog: typeof replayLog;
  };
  return mutant.replayLog;
}

describe('the log of a run', () => {
  afterAll(() => rmSync(mutants, { recursive: true, force: true }));

  it('folds to the state that the run ended in', () => {
    const { lines, state } = walk();
    expect(canonicalJson(foldLog(lines))).toBe(canonicalJson(state));
  });

  it('is decided again to the same events, also after a trip through JSON', () => {
    const { lines, state } = walk();
    const read = lines.map((line) => JSON.parse(JSON.stringify(line)) as LogLine);
    const replay = replayLog(read);
    expect(replay).toMatchObject({ same: true });
    expect(replay.same && canonicalJson(replay.state)).toBe(canonicalJson(state));
  });

  it('is equal in two runs', () => {
    expect(JSON.stringify(walk().lines)).toBe(JSON.stringify(walk().lines));
  });

  it('is found out when the engine takes > for ≥', async () => {
    const replay = await mutatedReplay(
      'boundary',
      'session/expiry.ts',
      'return at >= expiresAt(',
      'return at > expiresAt(',
    );
    expect(replay(walk().lines)).toMatchObject({ same: false, line: { at: past('168h') } });
  });

  it('is found out when the engine reads policies in reverse', async () => {
    const replay = await mutatedReplay(
      'order',
      'policy/ruleset.ts',
      'left.policy.precedence - right.policy.precedence',
      'right.policy.precedence - left.policy.precedence',
    );
    expect(replay(walk().lines)).toMatchObject({ same: false });
  });

  it('is found out when a policy in it was changed', () => {
    const lines = JSON.parse(
      JSON.stringify(walk().lines).replaceAll('"duration":604800000', '"duration":3600000'),
    ) as LogLine[];
    expect(replayLog(lines)).toMatchObject({ same: false });
  });
});
