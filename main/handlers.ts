import type { Handlers, ResultOf } from '../app/bridge/contract.ts';
import type { Emulator } from '../app/emulator.ts';
import { worldOf } from '../app/session/branch.ts';
import { canonicalJson } from '../app/session/canonical-json.ts';
import { clientStatusOf } from '../app/view/client-status.ts';
import { inspectionOf, noticeOf } from '../app/view/inspect.ts';
import { type NoticeTrial, studyNotices } from '../app/view/notice-study.ts';
import { sentenceOf } from '../app/view/sentence.ts';
import type { Snapshot } from '../app/view/snapshot-shape.ts';
import { sha256Hex } from './adapters/sha256.ts';
import { createEdits } from './edits.ts';
import { createBundleHandlers } from './handlers/bundle.ts';
import { createCheckpointHandlers } from './handlers/checkpoints.ts';
import { createClockHandlers } from './handlers/clock.ts';
import { createDesignHandlers } from './handlers/design.ts';
import { createDeviceHandlers } from './handlers/device.ts';
import { createEnvironmentHandlers } from './handlers/environment.ts';
import { createExpressionHandlers } from './handlers/expressions.ts';
import { createFlowHandlers } from './handlers/flows.ts';
import { createImportHandlers } from './handlers/imports.ts';
import { createJournalHandlers } from './handlers/journal.ts';
import { createPolicyHandlers } from './handlers/policies.ts';
import { createPolicyEditHandlers } from './handlers/policy-edits.ts';
import { createProgramHandlers } from './handlers/programs.ts';
import { createRecordHandlers } from './handlers/record.ts';
import { createRunReading } from './handlers/run-reading.ts';
import { createRunHandlers } from './handlers/runs.ts';
import { createScenarioHandlers } from './handlers/scenarios.ts';
import { createTicketHandlers } from './handlers/ticket.ts';
import { createTimelineHandlers } from './handlers/timeline.ts';
import { createTrialHandlers } from './handlers/trials.ts';
import { createHouseholdHandlers, type HouseholdParts } from './household/household.ts';
import type { Interception } from './interception.ts';
import type { OfferedFiles } from './offered-files.ts';
import type { Plays } from './playing/plays.ts';
import type { Programs } from './programs/programs.ts';
import type { Reauthentication } from './reauthentication.ts';
import type { Runs } from './runs.ts';
import { createStartHandlers, openStarts } from './starts.ts';

export type HandlerParts = Omit<HouseholdParts, 'starts'> & {
  readonly runs: Runs;
  snapshot(): Snapshot;
  readonly reauthentication: Reauthentication;
  readonly interception: Interception;
  readonly offered: OfferedFiles;
  readonly programs: Programs;
  readonly plays: Plays;
  /** There is something new of the scenario that is played. */
  onPlay(): void;
  launch(): string;
  /** The start is left, for good. */
  leaveStart(): void;
  openInBrowser(url: string): Promise<void>;
};

/** Serves the contract with a running emulator. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { runs, reauthentication, interception } = parts;
  const { emulator } = runs;
  const edits = createEdits(emulator);
  const starts = openStarts();
  const reading = createRunReading(runs);
  const scenarios = createScenarioHandlers({ plays: parts.plays, onPlay: parts.onPlay });
  return {
    snapshot: async () => parts.snapshot(),
    inspect: async () => {
      const snapshot = parts.snapshot();
      const { text } = sentenceOf(snapshot, snapshot.clock.now);
      return inspectionOf(emulator.state, snapshot, {
        sentence: text,
        stateHash: sha256Hex(canonicalJson(worldOf(emulator.state))),
        flowBytes: interception.flowBytes(),
      });
    },
    status: async () => clientStatusOf(emulator.state),
    ...createTrialHandlers({ emulator, interception }),
    ...createJournalHandlers(runs, reading),
    ...createTimelineHandlers(runs, reading),
    ...createClockHandlers(emulator),
    ...createEnvironmentHandlers({ emulator, edits, starts }),
    ...createPolicyEditHandlers({ emulator, edits }),
    ...createExpressionHandlers({ emulator, edits }),
    ...createDesignHandlers(edits, starts),
    ...createPolicyHandlers(emulator),
    ...createImportHandlers({ edits, runs, offered: parts.offered }),
    ...createStartHandlers(starts),
    ...createRunHandlers(runs, starts),
    ...scenarios,
    ...createTicketHandlers({ find: scenarios['scenario.find'], wallNow: Date.now }),
    ...createRecordHandlers(runs),
    ...createCheckpointHandlers(runs, parts.dataDirectory),
    ...createBundleHandlers(runs, parts.dataDirectory),
    ...createProgramHandlers(parts.programs),
    ...createHouseholdHandlers({ ...parts, starts }),
    ...createDeviceHandlers(emulator),
    'client.connect': () => submit(emulator, { type: 'connect-client' }),
    'client.disconnect': () => submit(emulator, { type: 'disconnect-client' }),
    'client.unlock': ({ code }) => submit(emulator, { type: 'unlock-switch', code: code.replaceAll(/\s/g, '') }),
    'world.set': async ({ online, asleep, ...facts }) => {
      const device = { ...(online === undefined ? {} : { online }), ...(asleep === undefined ? {} : { asleep }) };
      const person = Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
      if (Object.keys(device).length > 0) await submit(emulator, { type: 'change-device', ...device });
      if (Object.keys(person).length > 0) await submit(emulator, { type: 'change-person', facts: person });
      return {};
    },
    ...createFlowHandlers({ emulator, interception }),
    notices: async () => emulator.state.notices.map(noticeOf),
    'notice.compare': async () => studyNotices(edits.planned()).map(trialInSeconds),
    'notice.dismiss': () => submit(emulator, { type: 'dismiss-notice' }),
    'notice.click': ({ open }) => reauthentication.click(open),
    'reauth.start': ({ from, open }) => reauthentication.start(from, open),
    'reauth.wait': ({ reauthId, waitFor }) => reauthentication.wait(reauthId, waitFor),
    'reauth.cancel': async () => {
      reauthentication.cancel();
      return {};
    },
    'host.leave-start': async () => {
      parts.leaveStart();
      return {};
    },
    open: async ({ launch = false }) => {
      const url = parts.launch();
      if (launch) await parts.openInBrowser(url);
      return { url };
    },
  };
}

async function submit(emulator: Emulator, command: Parameters<Emulator['submit']>[0]): Promise<Record<string, never>> {
  await emulator.submit(command);
  return {};
}

function trialInSeconds(trial: NoticeTrial): ResultOf<'notice.compare'>[number] {
  const { design, notices, refusedAfter, seenAfter, unawareFor } = trial;
  return {
    design,
    notices,
    ...(refusedAfter === undefined ? {} : { refusedAfterSeconds: refusedAfter / 1000 }),
    ...(seenAfter === undefined ? {} : { seenAfterSeconds: seenAfter / 1000 }),
    ...(unawareFor === undefined ? {} : { unawareForSeconds: unawareFor / 1000 }),
  };
}
