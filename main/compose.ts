import type { Handlers } from '../app/bridge/contract.ts';
import type { FailureSurface } from '../app/environment/environment.ts';
import { snapshotOf } from '../app/view/snapshot.ts';
import type { Snapshot } from '../app/view/snapshot-shape.ts';
import { createDesktopNotifier, type DesktopNotifier } from './adapters/desktop-notifier.ts';
import type { Log } from './adapters/log.ts';
import type { Preferences } from './adapters/preferences.ts';
import { driveClock } from './adapters/wall-time.ts';
import { Closing } from './closing.ts';
import { createHandlers } from './handlers.ts';
import { startInterception } from './interception.ts';
import { connectNotices } from './notices.ts';
import { startSignIn } from './sign-in.ts';
import { openStorage, type StorageOptions } from './storage.ts';

export type HostOptions = StorageOptions & {
  /** What refused programs see, whatever the environment says. */
  readonly surface?: FailureSurface;
  readonly host: 'node' | 'electron';
  /** Real notifications; those of the desktop unless told. */
  readonly notifier?: DesktopNotifier;
  openInBrowser(url: string): Promise<void>;
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
  /** Ends everything in order; what was acknowledged is in the log. */
  stop(): Promise<void>;
};

/** Starts the emulator and its services around one data directory. Throws a `Refusal` when another process holds it. */
export async function compose(options: HostOptions): Promise<RunningHost> {
  const closing = new Closing();
  try {
    return await start(options, closing);
  } catch (fault) {
    await closing.run();
    throw fault;
  }
}

async function start(options: HostOptions, closing: Closing): Promise<RunningHost> {
  const { dataDirectory, host, version, openInBrowser, notifier = createDesktopNotifier() } = options;
  const { log, preferences, run, remarks } = await openStorage(options, closing);
  const { emulator } = run;
  const surface = options.surface === undefined ? {} : { surface: options.surface };
  const interception = await startInterception({ emulator, preferences, log, ...surface }, closing);
  const { issuer, reauthentication } = await startSignIn(
    { emulator, dataDirectory, preferences, log, openInBrowser },
    closing,
  );
  connectNotices({ emulator, notifier, log, click: () => reauthentication.click(true) });
  closing.add(() => notifier.stop());
  emulator.onEffect((effect) => {
    if (effect.type === 'close-flow') interception.closeFlow(effect.flowId);
  });
  closing.add(driveClock(emulator, (fault) => log.error('the clock stumbled', { fault: String(fault) })));

  let views: { readonly ui?: string } = {};
  let viewRemarks: readonly string[] = [];
  const addressListeners = new Set<() => void>();
  let launch = () => views.ui ?? '';
  const latest = () =>
    snapshotOf(emulator.state, emulator.now, {
      revision: emulator.revision,
      product: { version, host },
      runId: run.id,
      addresses: { ...interception.addresses, issuer, ...views },
      remarks: [...viewRemarks, ...remarks, ...interception.remarks],
      recent: run.recent(),
    });
  const { visit, resolve } = interception;
  return {
    handlers: createHandlers({
      ...{ run, reauthentication, visit, resolve, openInBrowser },
      snapshot: latest,
      launch: () => launch(),
    }),
    snapshots: {
      latest,
      onChange: (listener) => {
        const unsubscribe = emulator.onChange(listener);
        addressListeners.add(listener);
        return () => {
          unsubscribe();
          addressListeners.delete(listener);
        };
      },
    },
    preferences,
    log,
    setAddress: (ui, remark) => {
      views = { ui };
      viewRemarks = remark === undefined ? [] : [remark];
      for (const listener of addressListeners) listener();
    },
    setLauncher: (mint) => {
      launch = mint;
    },
    stop: () => closing.run(),
  };
}
