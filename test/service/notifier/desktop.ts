import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { accessSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Which of these programs this machine lacks. */
export function missingPrograms(names: readonly string[]): readonly string[] {
  return names.filter((name) => !(process.env.PATH ?? '').split(delimiter).some((place) => isThere(join(place, name))));
}

function isThere(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}

/** This process's environment without a desktop. */
export function bareEnvironment(changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { DISPLAY, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, WAYLAND_DISPLAY, ...rest } = process.env;
  return { ...rest, LC_ALL: 'C', ...changes };
}

type Started = { readonly firstLine: string; readonly stop: () => Promise<void> };

/** Starts a program that says something once it is up, and is killed after a minute at the latest. */
async function start(command: string, args: readonly string[], options: SpawnOptions): Promise<Started> {
  const child: ChildProcess = spawn(command, args, { timeout: 60_000, killSignal: 'SIGKILL', ...options });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    // A program that reads its input ends with it, in good order; dbus-run-session then ends its bus.
    if (child.stdin === null) child.kill('SIGTERM');
    else child.stdin.end();
    await ended;
  };
  if (child.stdout === null) return { firstLine: '', stop };
  const output = createInterface(child.stdout);
  const firstLine = await new Promise<string>((resolve, reject) => {
    output.once('line', resolve);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${command} ended before it was up`)));
  });
  return { firstLine, stop };
}

export type Bus = { readonly address: string; readonly stop: () => Promise<void> };

/** A D-Bus session of its own, on which no service starts by itself. */
export async function startBus(): Promise<Bus> {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-bus-'));
  const config = join(directory, 'session.conf');
  await writeFile(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig><type>session</type><listen>unix:path=${directory}/bus</listen>
      <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
    </busconfig>`,
  );
  // The bus lives as long as this cat, which ends with its input.
  const script = 'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat >/dev/null';
  const args = [`--config-file=${config}`, '--', 'sh', '-c', script];
  const session = await start('dbus-run-session', args, { env: bareEnvironment(), stdio: ['pipe', 'pipe', 'ignore'] });
  return {
    address: session.firstLine,
    async stop() {
      await session.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export type ShownNotice = { readonly title: string; readonly body: string; readonly app: string };

export type Desktop = {
  readonly environment: NodeJS.ProcessEnv;
  displayedCount(): Promise<number>;
  closeAll(): Promise<void>;
  /** As a click on the newest one does. */
  click(): Promise<void>;
  /** Notices that were shown and have gone, newest first, as dunst draws them. */
  history(): Promise<readonly ShownNotice[]>;
  stop(): Promise<void>;
};

export type Screen = { readonly display: string; readonly stop: () => Promise<void> };

/** A screen nobody sees. */
export async function startScreen(): Promise<Screen> {
  const args = ['-displayfd', '1', '-nolisten', 'tcp', '-screen', '0', '800x600x24'];
  const { firstLine, stop } = await start('Xvfb', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  return { display: `:${firstLine}`, stop };
}

/** A screen nobody sees, with dunst on it. */
export async function startDesktop(): Promise<Desktop> {
  const started: { stop: () => Promise<void> }[] = [];
  const stop = async () => {
    for (const part of started.toReversed()) await part.stop();
  };
  try {
    const bus = await startBus();
    started.push(bus);
    const screen = await startScreen();
    started.push(screen);
    const environment = bareEnvironment({ DISPLAY: screen.display, DBUS_SESSION_BUS_ADDRESS: bus.address });
    started.push(await start('dunst', ['-conf', '/dev/null'], { env: environment, stdio: 'ignore' }));
    const ask = async (command: string, args: readonly string[]) =>
      (await run(command, [...args], { env: environment, timeout: 10_000 })).stdout;
    while (!(await ask('dbus-send', askForOwner)).includes('true'));
    return {
      environment,
      displayedCount: async () => Number(await ask('dunstctl', ['count', 'displayed'])),
      click: async () => void (await ask('dunstctl', ['action', '0'])),
      closeAll: async () => void (await ask('dunstctl', ['close-all'])),
      history: async () => readHistory(await ask('dunstctl', ['history'])),
      stop,
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

/** Asks without starting anything, unlike a call to the notification service itself. */
const askForOwner = [
  '--session',
  '--print-reply=literal',
  '--dest=org.freedesktop.DBus',
  '/',
  'org.freedesktop.DBus.NameHasOwner',
  'string:org.freedesktop.Notifications',
];

type HistoryEntry = Readonly<Record<'summary' | 'message' | 'appname', { readonly data: string }>>;

function readHistory(text: string): readonly ShownNotice[] {
  const { data }: { data: readonly (readonly HistoryEntry[])[] } = JSON.parse(text);
  return (data[0] ?? []).map(({ summary, message, appname }) => ({
    title: summary.data,
    // dunst draws "<b>title</b>\nbody" as markup; what is left after the markup is what the person reads.
    body: plainTextOf(message.data.slice(message.data.indexOf('</b>\n') + '</b>\n'.length)),
    app: appname.data,
  }));
}

function plainTextOf(markup: string): string {
  return markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
