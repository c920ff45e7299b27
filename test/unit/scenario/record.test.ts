import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { decodeBy, decodeEnvironment } from '../../../app/environment/decode-environment.ts';
import { Refusal } from '../../../app/errors.ts';
import { openStage, playScenario } from '../../../app/scenario/play.ts';
import { recordScenario } from '../../../app/scenario/record.ts';
import { scenarioFileShape } from '../../../app/scenario/scenario.ts';
import { worldOf } from '../../../app/session/branch.ts';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import type { Command } from '../../../app/session/command.ts';
import { sha256Hex } from '../../../main/adapters/sha256.ts';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';

const hour = 3_600_000;
const environment = await loadEnvironmentFile('examples/catalogue/base.environment.yaml').then((base) => ({
  ...base,
  client: { ...base.client, switchLocked: true, adminOverride: hour },
}));

/** What is done, each at so many milliseconds after the one before, by a jump or by following. */
type Deed = { readonly after: number; readonly command: Command };

async function live(deeds: readonly Deed[]) {
  const { stage, lines } = await openStage(environment);
  const { emulator, pass } = stage;
  for (const { after, command } of deeds) {
    const to = emulator.now + after;
    if (emulator.state.clock.mode === 'following') await pass?.(to);
    else if (after > 0) await emulator.submit({ type: 'advance', to, jump: true });
    const open = emulator.state.reauth?.id ?? 'r0';
    const flow = Object.keys(emulator.state.flows)[0] ?? 'f0';
    const told: Command =
      'reauthId' in command
        ? { ...command, reauthId: open }
        : 'flowId' in command
          ? { ...command, flowId: flow }
          : command.type === 'edit-environment'
            ? { ...command, basedOn: emulator.state.edits.count }
            : command;
    await emulator.submit(told).catch((fault: unknown) => {
      if (!(fault instanceof Refusal)) throw fault;
    });
  }
  return { lines, state: emulator.state };
}

async function replay(deeds: readonly Deed[]) {
  const run = await live(deeds);
  const recording = await recordScenario({ id: 'recorded', title: 'Recorded', ...run });
  const file: unknown = parse(stringify(recording.scenario));
  const scenario = decodeBy(scenarioFileShape, file);
  if (typeof scenario.environment === 'string') throw new Error('the environment stands in the file');
  const again = decodeEnvironment(scenario.environment, () => {
    throw new Error('nothing is imported');
  });
  const { report } = await playScenario(scenario, again, sha256Hex);
  return { recording, report, hash: sha256Hex(canonicalJson(worldOf(run.state))) };
}

const app = { kind: 'app' } as const;
const connect = (host: string, port: number, hold: boolean): Command => ({
  ...{ type: 'request-connection', attempt: { host, port, protocol: 'tcp' }, by: app, hold },
});
const commands: readonly Command[] = [
  ...(['wiki.corp.internal', '10.20.0.10', 'help.example.com', '10.9.9.9'] as const).map((host) =>
    connect(host, 443, false),
  ),
  connect('git.corp.internal', 22, true),
  {
    type: 'request-connection',
    attempt: { host: '10.20.0.30', port: 22, protocol: 'tcp' },
    by: { kind: 'actor', actor: 'backup' },
    hold: true,
    keptBusy: true,
  },
  { type: 'resolve-name', attempt: { name: 'wiki.corp.internal', recordType: 'A' }, by: app },
  { type: 'resolve-name', attempt: { name: 'nowhere.corp.internal', recordType: 'AAAA' }, by: app },
  { type: 'touch-flow', flowId: '' },
  { type: 'close-flow', flowId: '' },
  { type: 'keep-flow-busy', flowId: '', keptBusy: true },
  { type: 'connect-client' },
  { type: 'disconnect-client' },
  { type: 'unlock-switch', code: '1234567' },
  { type: 'change-device', asleep: true },
  { type: 'change-device', asleep: false, online: true },
  { type: 'change-device', online: false },
  { type: 'change-person', facts: { atDesk: false } },
  { type: 'change-person', facts: { atDesk: true, doNotDisturb: true } },
  { type: 'dismiss-notice' },
  { type: 'click-notice' },
  { type: 'start-reauth', from: 'settings' },
  { type: 'start-reauth', from: 'enrolment' },
  { type: 'open-page', reauthId: '', page: 'team' },
  { type: 'open-page', reauthId: '', page: 'provider' },
  { type: 'note-provider-sign-in', personId: 'alice', asked: ['credentials'] },
  { type: 'complete-reauth', reauthId: '', email: 'alice@example.com' },
  { type: 'complete-reauth', reauthId: '', email: 'bob@example.com' },
  { type: 'abandon-reauth', reauthId: '', why: 'its window was closed' },
  { type: 'forget-browser' },
  { type: 'delete-registration' },
  { type: 'revoke-registration' },
  { type: 'force-reauth' },
  {
    type: 'edit-environment',
    changes: [{ path: ['notification', 'permission'], value: 'denied' }],
    said: 'permission',
    now: true,
    basedOn: 0,
  },
  {
    type: 'edit-environment',
    changes: [{ path: ['client', 'switchLocked'], value: false }],
    said: 'lock',
    now: false,
    basedOn: 0,
  },
  { type: 'undo-edit' },
  { type: 'redo-edit' },
  { type: 'follow-clock', speed: 3600 },
  { type: 'follow-clock', speed: 7 },
  { type: 'freeze-clock' },
  { type: 'note-time' },
];
const anyDeed = fc.record({
  after: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2 * hour }), fc.integer({ min: hour, max: 200 * hour })),
  command: fc.constantFrom(...commands),
});

describe('a recorded scenario', () => {
  it('passes on a clean machine and comes to the same world, whatever was done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { minLength: 1, maxLength: 25 }), async (deeds) => {
        const played = await replay(deeds).catch((fault: unknown) => {
          if (fault instanceof Refusal && fault.code === 'nothing-to-record') return undefined;
          throw fault;
        });
        if (played === undefined) return;
        expect(played.report.steps.filter(({ passed }) => !passed)).toEqual([]);
        expect(played.recording).toMatchObject({ same: true, untold: [] });
        expect(played.report.stateHash).toBe(played.hash);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('tells a sign-in that went through in one go as one act, and destinations by their names', async () => {
    const { recording } = await replay([
      { after: 169 * hour, command: connect('wiki.corp.internal', 443, false) },
      { after: 60_000, command: { type: 'start-reauth', from: 'settings' } },
      { after: 0, command: { type: 'open-page', reauthId: '', page: 'team' } },
      { after: 0, command: { type: 'open-page', reauthId: '', page: 'provider' } },
      { after: 0, command: { type: 'note-provider-sign-in', personId: 'alice', asked: ['account', 'credentials'] } },
      { after: 0, command: { type: 'complete-reauth', reauthId: '', email: 'alice@example.com' } },
    ]);
    expect(recording.scenario.steps).toEqual([
      {
        at: '169h',
        do: { connect: { to: 'wiki', port: 443, protocol: 'tcp', by: 'name' } },
        expect: expect.objectContaining({ verdict: expect.any(String), notice: expect.any(String) }),
      },
      { at: '169h1m', do: { reauthenticate: 'alice' }, expect: expect.objectContaining({ verdict: 'ok', age: '0s' }) },
    ]);
  });

  it('expects nothing of what was done before the moment from which it is recorded', async () => {
    const run = await live([
      { after: hour, command: { type: 'force-reauth' } },
      { after: hour, command: connect('wiki.corp.internal', 443, false) },
    ]);
    const from = run.state.startedAt + 2 * hour;
    const { scenario } = await recordScenario({ id: 'x', title: 'x', ...run, from });
    expect(scenario.steps.map(({ expect: expected }) => expected !== undefined)).toEqual([false, true]);
  });

  it('is not made of a run that began elsewhere, or in which nothing was done', async () => {
    const run = await live([]);
    await expect(recordScenario({ id: 'x', title: 'x', ...run })).rejects.toMatchObject({ code: 'nothing-to-record' });
    const branch = await openStage({ origin: { run: 'before', at: run.state.at }, state: run.state });
    const { state } = branch.stage.emulator;
    await expect(recordScenario({ id: 'x', title: 'x', lines: branch.lines, state })).rejects.toMatchObject({
      code: 'branched-run',
      message: expect.stringContaining('branched off before'),
    });
    await expect(recordScenario({ id: 'x', title: 'x', lines: [], state })).rejects.toMatchObject({
      code: 'no-beginning',
    });
  });
});
