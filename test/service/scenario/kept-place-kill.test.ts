import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { playScenario } from '../../../app/scenario/play.ts';
import { worldOf } from '../../../app/session/branch.ts';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import { sha256Hex } from '../../../main/adapters/sha256.ts';
import { loadScenario } from '../../../main/files/load-scenario.ts';
import { smallEnvironment } from '../../support/scenarios.ts';
import { buildProgram, ChildProgram } from '../storage/child-program.ts';
import { openPlayHouse } from './play-house.ts';

const moments = Array.from({ length: 30 }, (_, index) => index + 1);

/** Steps of several commands each, with moments that are kept, and things that leave no trace. */
const scenario = `version: 1
id: steps
title: Many steps
${smallEnvironment}
steps:
  - at: 10m
    repeat: { every: 1h, times: 30 }
    do: [{ connect: wiki }, { device: go-offline }, { connect: wiki }, { device: go-online }, { connect: wiki }]
  - at: 12m
    repeat: { every: 1h, times: 30 }
    do: { reauthenticate: alice }
  - at: 13m
    repeat: { every: 1h, times: 30 }
    do: [{ resolve: wiki.corp.internal }, { status: show }]
${moments.map((n) => `  - { at: ${n + 30}h, do: [{ lint: environment }, { checkpoint: moment ${n} }, { connect: wiki }] }`).join('\n')}
`;

let program = '';
beforeAll(async () => {
  const built = await buildProgram(new URL('play-program.ts', import.meta.url));
  program = built.file;
  return built.remove;
});

/** Kills whoever plays it so many times, then lets it be played to the end. */
async function playAndKill(
  file: string,
  directory: string,
  times: number,
  onEnd: (end: () => Promise<void>) => void,
): Promise<void> {
  let acknowledged = 0;
  for (let round = 0; round < times; round += 1) {
    const child = new ChildProgram(program, [directory, file]);
    onEnd(() => child.kill());
    const begun = JSON.parse((await child.lineAt(0)) ?? '{}') as { played: number; remarks: readonly string[] };
    expect(begun.remarks).toEqual([]);
    expect(begun.played).toBeGreaterThanOrEqual(acknowledged);
    await child.lineAt(1 + Math.floor(Math.random() * 40));
    await child.kill();
    const last = child.lines.findLast((line) => line.startsWith('{')) ?? '{}';
    acknowledged = (JSON.parse(last) as { played: number }).played;
  }
  const child = new ChildProgram(program, [directory, file]);
  onEnd(() => child.kill());
  await child.finish();
  expect(child.lines.at(-1)).toBe('over');
}

it.concurrent.for(['here', 'there'])(
  'goes on where it was, without a step twice and without one lost, after a kill -9 at any of 12 moments (%s)',
  { timeout: 120_000 },
  async (name, { onTestFinished }) => {
    const folder = mkdtempSync(join(tmpdir(), `kept-place-${name}-`));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [file, directory] = [join(folder, 'steps.scenario.yaml'), join(folder, 'data')];
    writeFileSync(file, scenario);
    await playAndKill(file, directory, 12, onTestFinished);
    const { runs, plays, close } = await openPlayHouse(directory);
    onTestFinished(close);
    const loaded = await loadScenario(file);
    const headless = await playScenario(loaded.scenario, loaded.environment, sha256Hex);
    expect(sha256Hex(canonicalJson(worldOf(runs.emulator.state)))).toBe(headless.report.stateHash);
    expect((await plays.here())?.reports.flat()).toEqual(headless.report.steps);
    const { lines } = await runs.current.log.readLines({ limit: 10_000 });
    expect(lines.map(({ command }) => command)).toEqual(headless.lines.map(({ command }) => command));
    // That which the directory began with, and that of the scenario.
    expect(await runs.list()).toHaveLength(2);
    expect((await runs.checkpoints.list()).map((head) => head.name)).toEqual(moments.map((n) => `moment ${n}`));
  },
);
