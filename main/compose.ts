import type { Handlers } from '../app/bridge/contract.ts';
import type { FailureSurface } from '../app/environment/environment.ts';
import { Refusal } from '../app/errors.ts';
import type { Command } from '../app/session/command.ts';
import { snapshotOf } from '../app/view/snapshot.ts';
import type { Snapshot } from '../app/view/snapshot-shape.ts';
import { type CrashReport, listCrashReports, writeCrashReport } from './adapters/crash-reports.ts';
import { createDesktopNotifier, type DesktopNotifier } from './adapters/desktop-notifier.ts';
import type { Log } from './adapters/log.ts';
import { openPlayFile } from './adapters/play-file.ts';
import type { Preferences } from './adapters/preferences.ts';
import { driveClock } from './adapters/wall-time.ts';
import { Closing } from './closing.ts';
import { createHandlers } from './handlers.ts';
import { installLine } from './household/install-line.ts';
import type { AdmissionSpans } from './identity/admission.ts';
import { startInterception } from './interception.ts';
import { connectNotices } from './notices.ts';
import { createOfferedFiles } from './offered-files.ts';
import { packageRoot } from './package-root.ts';
import { openPlays } from './playing/plays.ts';
import { startPrograms } from './programs/start-programs.ts';
import { startSignIn } from './sign-in.ts';
import { openStorage, type StorageOptions } from './storage.ts';

export type HostOptions = StorageOptions & {
  /** What refused programs see, whatever the environment says. */
  readonly surface?: FailureSurface;
  readonly host: 'node' | 'electron';
  /** Real notifications; those of the desktop unless told. */
  readonly notifier?: DesktopNotifier;
  /** How long refused and slow sign-in pages take. */
  readonly signInSpans?: AdmissionSpans;
  openInBrowser(url: string): Promise<void>;
  /** Shows a folder to the person. Rejects with the reason in words. */
  openFolder(path: string): Promise<void>;
};

export type RunningHost = {
  readonly handlers: Handlers;
  readonly snapshots: { latest(): Snapshot; onChange(listener: () => void): () => void };
  readonly preferences: Preferences;
  readonly log: Log;
  /** Tells where the views are served, and what there is to say about that. */
  setAddress(ui: string, remark?: string): void;
  /** Tells how a fresh one-use address of the views is made. */
  setLauncher(mint: () => string): void;
  /** Lets the lab show what files would bring. */
  offerFiles(paths: readonly string[]): Promise<void>;
  /** Keeps what is needed to understand a crash; answers where. */
  reportCrash(where: string, fault: unknown): string | undefined;
  /** Ends everything in order; what was acknowledged is in the log. */
  stop(): Promise<void>;
};

/** Starts the emulator and its services around one data directory. Throws a `Refusal` when another process holds it. */
export async function compose(options: HostOptions): Promise<RunningHost> {
  const closing = new Closing();
  try {
    return await start(options, closing);
  } catch (fault) {
    // Why it did not start is the news, not what could not be closed because of it.
    await closing.run().catch(() => undefined);
    throw fault;
  }
}

async function start(options: HostOptions, closing: Closing): Promise<RunningHost> {
  const { dataDirectory, host, version, openInBrowser, openFolder, notifier = createDesktopNotifier() } = options;
  const { log, preferences, runs, remarks } = await openStorage(options, closing);
  const { emulator } = runs;
  const plays = await openPlays({
    ...{ runs, file: openPlayFile(dataDirectory) },
    onTrouble: (fault) => log.warn('the place in the scenario is not kept', { fault: fault.message }),
  });
  await runs.endLeftovers();
  const surface = options.surface === undefined ? {} : { surface: options.surface };
  let issuer: string | undefined;
  let views: { readonly ui?: string } = {};
  const interception = await startInterception(
    { emulator, preferences, log, issuer: () => issuer, views: () => views.ui, ...surface },
    closing,
  );
  const { reauthentication, ...identity } = await startSignIn(
    {
      ...{ emulator, dataDirectory, preferences, log, openInBrowser },
      ...(options.signInSpans === undefined ? {} : { spans: options.signInSpans }),
      ...surface,
    },
    closing,
  );
  issuer = identity.issuer;
  connectNotices({
    ...{ emulator, notifier, log, runId: () => runs.current.id },
    click: () => reauthentication.click(true),
  });
  closing.add(() => notifier.stop());
  emulator.onEffect((effect) => {
    if (effect.type === 'close-flow') interception.closeFlow(effect.flowId);
  });
  runs.onLeave(async () => {
    reauthentication.cancel();
    const { reauth } = emulator.state;
    if (reauth !== undefined) {
      await emulator.submit({ type: 'abandon-reauth', reauthId: reauth.id, why: 'another run was opened' });
    }
    for (const flowId of Object.keys(emulator.state.flows)) {
      interception.closeFlow(flowId);
      await emulator.closeFlow(flowId);
    }
    await interception.forget();
  });
  let viewRemarks: readonly string[] = [];
  // Told of what changes beside the emulator: addresses, preferences, files that wait.
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  preferences.onChange(changed);
  let startRemarks = remarks;
  let crashRemarks = remarksOnCrashes(dataDirectory);
  let clockRemarks: readonly string[] = [];
  const onClockFault = (fault: unknown) => {
    if (fault !== undefined) log.error('the clock stands until what fell due can be booked', { fault: String(fault) });
    clockRemarks = fault instanceof Refusal ? [fault.message] : [];
    changed();
  };
  closing.add(driveClock(emulator, onClockFault));
  const onTidied = (what: 'crashes' | 'everything') => {
    if (what === 'everything') startRemarks = [];
    crashRemarks = remarksOnCrashes(dataDirectory);
    changed();
  };
  const offered = createOfferedFiles(log, changed);
  const programs = startPrograms({ dataDirectory, host, log: log.child('programs'), emulator, interception });
  let isNewcomer = runs.isFirst;
  // A window asks for what is played once there was something.
  let playChanges = plays.current === undefined ? 0 : 1;
  // Whoever does something, from wherever, needs no start any more.
  emulator.onChange((_state, lines) => {
    if (isNewcomer && lines.some(({ command }) => !passesByItself(command))) isNewcomer = false;
  });
  let launch = () => views.ui ?? '';
  const latest = () =>
    snapshotOf(emulator.state, emulator.now, {
      revision: emulator.revision,
      product: { version, host },
      runId: runs.current.id,
      addresses: { ...interception.addresses, issuer: identity.issuer, ...views },
      remarks: [
        ...[...clockRemarks, ...offered.remarks, ...viewRemarks, ...crashRemarks, ...plays.remarks],
        ...startRemarks,
        ...[...runs.current.remarks, ...interception.remarks],
      ],
      recent: runs.current.recent,
      theme: preferences.values.theme,
      offered: offered.names,
      plays: playChanges,
      isNewcomer,
    });
  return {
    handlers: createHandlers({
      ...{ runs, reauthentication, interception, openInBrowser, openFolder, dataDirectory, log, preferences, offered },
      ...{ programs, plays },
      onTidied,
      onPlay: () => {
        playChanges += 1;
        changed();
      },
      onMoved: () => {
        changed();
        void programs.follow();
      },
      installLine: installLine({ packageRoot, resources: process.resourcesPath, platform: process.platform }),
      snapshot: latest,
      leaveStart: () => {
        isNewcomer = false;
        changed();
      },
      launch: () => launch(),
    }),
    snapshots: {
      latest,
      onChange: (listener) => {
        const unsubscribe = emulator.onChange(listener);
        listeners.add(listener);
        return () => {
          unsubscribe();
          listeners.delete(listener);
        };
      },
    },
    preferences,
    log,
    setAddress: (ui, remark) => {
      views = { ui };
      viewRemarks = remark === undefined ? [] : [remark];
      changed();
    },
    setLauncher: (mint) => {
      launch = mint;
    },
    offerFiles: (paths) => offered.offer(paths),
    reportCrash: (where, fault) => writeCrashReport(dataDirectory, version, { where, fault, log }),
    stop: () => closing.run(),
  };
}

/** What nobody did: time that merely went by. */
function passesByItself(command: Command): boolean {
  return command.type === 'note-time' || (command.type === 'advance' && !command.jump);
}

function remarksOnCrashes(dataDirectory: string): readonly string[] {
  return listCrashReports(dataDirectory).slice(-1).map(remarkOnCrash);
}

function remarkOnCrash({ at }: CrashReport): string {
  return `It crashed on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC. A report is kept; see Settings.`;
}
