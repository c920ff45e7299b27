import { beforeAll, describe, expect, it } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import { openStage, playStep } from '../../../app/scenario/play.ts';
import type { StepReport } from '../../../app/scenario/report.ts';
import { type FlatStep, unroll } from '../../../app/scenario/unroll.ts';
import { scenarioOfFiles } from '../../../main/files/load-scenario.ts';
import { readBegunSteps } from '../../../main/playing/begun-steps.ts';
import { smallEnvironment } from '../../support/scenarios.ts';

/** The second step brings the notice, which the desktop tells of in between. */
const text = `version: 1
id: begun
title: Begun
${smallEnvironment}
steps:
  - { at: 1h, do: { connect: { to: git, flow: push, keptBusy: true } } }
  - { at: 25h, do: [{ connect: wiki }, { look: push }, { connect: wiki }] }
  - { at: 26h, do: { reauthenticate: alice } }
  - { at: 27h, do: [{ connect: wiki }, { checkpoint: later }] }
`;

let steps: readonly FlatStep[];
let lines: readonly LogLine[];
/** Of each step, and the last line after it. */
const played: { lastLine: number; reports: readonly StepReport[] }[] = [];
let begun: number;
beforeAll(async () => {
  const { scenario, environment } = await scenarioOfFiles([{ name: 'begun.scenario.yaml', text }]);
  const opened = await openStage(environment);
  const { emulator } = opened.stage;
  emulator.onEffect((effect) => {
    if (effect.type !== 'post-notice') return;
    void emulator.submit({ type: 'report-delivery', noticeId: effect.noticeId, delivery: 'sent' });
  });
  steps = unroll(scenario.steps);
  begun = emulator.revision;
  for (const step of steps) {
    const reports = await playStep(opened.stage, step);
    played.push({ lastLine: emulator.revision, reports });
  }
  lines = opened.lines;
});

const logUpTo = (lastLine: number) => ({ lines: lines.filter(({ n }) => n <= lastLine), lastLine });
const read = (log: ReturnType<typeof logUpTo>) => readBegunSteps(log, begun, steps, new Map());

describe('steps that were begun', () => {
  it('are told from any beginning of them that the log holds, with what the last of them still does', async () => {
    const all = lines.filter(({ n }) => n > begun);
    expect(all.some(({ command }) => command.type === 'report-delivery')).toBe(true);
    for (const { n } of all) {
      const count = played.findIndex(({ lastLine }) => lastLine >= n) + 1;
      const found = await read(logUpTo(n));
      const told = lines.some((line) => line.n <= n && line.command.type === 'report-delivery');
      const reports = found?.played?.map((step) => step.reports);
      expect(reports, `up to line ${n}`).toEqual(played.slice(0, count).map((step) => step.reports));
      // What the desktop would still have told is not known to whoever goes on.
      if (!told && n < (played[1]?.lastLine ?? 0)) continue;
      expect(found?.played?.at(-1)?.lastLine).toBe(played[count - 1]?.lastLine);
      expect(found?.rest).toEqual(all.filter((line) => line.n > n && line.n <= (played[count - 1]?.lastLine ?? 0)));
    }
  });

  it('leave the flows and the moments as they do', async () => {
    const found = await read(logUpTo(lines.length));
    expect([...(found?.stage.flows.keys() ?? [])]).toEqual(['push']);
    expect([...(found?.stage.kept?.keys() ?? [])]).toEqual(['later']);
  });

  it('are none when nothing is in the log', async () => {
    expect(await read(logUpTo(begun))).toMatchObject({ played: [], rest: [] });
  });

  it('can’t be told when something else happened in between, and the state before them is at hand', async () => {
    const other = lines.map((line) => (line.n === begun + 2 ? { ...line, at: line.at + 1 } : line));
    const found = await readBegunSteps({ lines: other, lastLine: other.length }, begun, steps, new Map());
    expect(found?.played).toBeUndefined();
    expect(found?.before.at).toBe(lines.find(({ n }) => n === begun)?.at);
  });

  it('are not looked for where the log does not reach back to what was before them', async () => {
    const late = lines.filter(({ n }) => n > begun + 3);
    expect(await readBegunSteps({ lines: late, lastLine: lines.length }, begun, steps, new Map())).toBeUndefined();
  });
});
