import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Environment } from '../../app/environment/environment.ts';
import { Refusal } from '../../app/errors.ts';
import { layoutOf } from '../adapters/data-directory.ts';
import type { Log } from '../adapters/log.ts';
import { launch } from '../node/launch.ts';
import { packageRoot } from '../package-root.ts';
import { browserArguments } from './browser-command.ts';
import { prepareProfile, profileFolders, removeUnused } from './browser-profile.ts';
import { findBrowser } from './find-browser.ts';
import { firstPage } from './first-page.ts';
import { type Machine, thisMachine } from './machine.ts';
import { createProgramFiles } from './program-files.ts';
import { findProxyCommand } from './proxy-command.ts';
import { type Shell, usualShell } from './shell-text.ts';
import { writeSshConfig } from './ssh-config.ts';
import { terminalCommand, terminalScript } from './terminal.ts';
import { type Variables, variablesFor } from './variables.ts';

export type ProgramsParts = {
  readonly dataDirectory: string;
  readonly host: 'node' | 'electron';
  readonly log: Log;
  readonly machine?: Machine;
  environment(): Environment;
  addresses(): { readonly proxy: string; readonly pac: string };
  /** What the PAC file says now. */
  pac(): string;
  /** The throw-away authority's certificate, as PEM. */
  certificate(): Promise<string>;
};

export type ProgramSettings = {
  readonly variables: Variables;
  readonly shell: Shell;
  readonly certificate: string;
  /** Absent: ssh has no way in here. */
  readonly sshConfig?: { readonly file: string; readonly text: string };
  readonly example?: string;
};

export type Programs = {
  /** What a program needs to go through us; the files named in it are there then. */
  settings(): Promise<ProgramSettings>;
  /** Opens a browser with a profile of its own. Answers what was started; throws a `Refusal` when there is none. */
  openBrowser(url?: string): Promise<string>;
  openTerminal(): Promise<string>;
  /** Writes anew what programs were given, if they were, and removes what no browser uses; once, at the start. */
  begin(): Promise<void>;
  /** The same for what has changed since. */
  follow(): Promise<void>;
  /** Closes browsers that were opened from here and deletes their profiles and everything else. */
  deleteAll(): Promise<void>;
};

const farewell = 5000;

/** Other programs of this machine that go through the emulator. What it starts is the user's: it outlives the emulator. */
export function createPrograms(parts: ProgramsParts): Programs {
  const { dataDirectory, log, environment, addresses, machine = thisMachine } = parts;
  const directory = layoutOf(dataDirectory).programs;
  const files = createProgramFiles(directory);
  const folders = profileFolders(directory, machine.home);
  const browsers = new Set<ChildProcess>();

  async function settings(): Promise<ProgramSettings> {
    const { proxy } = addresses();
    const node = parts.host === 'node' ? { node: process.execPath } : {};
    const proxyCommand = findProxyCommand({ machine, proxy, packageRoot, ...node });
    const { certificate, sshConfig: file, knownHosts } = files.paths;
    const text = proxyCommand === undefined ? undefined : writeSshConfig(environment(), { proxyCommand, knownHosts });
    const sshConfig = text === undefined ? {} : { sshConfig: { file, text } };
    await files.write({
      certificate: await parts.certificate(),
      ...(text === undefined ? {} : { sshConfig: text }),
    });
    const example = firstPage(environment());
    return {
      variables: variablesFor({
        ...{ proxy, dataDirectory, certificate },
        ...(text === undefined ? {} : { sshConfig: file }),
      }),
      shell: usualShell(machine.platform, machine.env),
      certificate,
      ...sshConfig,
      ...(example === undefined ? {} : { example }),
    };
  }

  return {
    settings,
    async openBrowser(url = firstPage(environment()) ?? `http://${addresses().proxy}/`) {
      const browser = findBrowser(machine);
      const authority = await parts.certificate();
      const { pac } = addresses();
      const profile = await prepareProfile({ folders, browser, bornWith: [pac, parts.pac(), authority] });
      await removeUnused(folders, profile);
      const { platform } = machine;
      const args = browserArguments({ profile, pac, authority, url, platform });
      const asRoot = machine.isRoot ? ', and browsers of this family do not start for root' : ' at once';
      const child = await launch({ command: browser.path, args }, `ended${asRoot}`).catch((fault: Error) => {
        throw new Refusal('browser-ended', `The browser did not open: ${fault.message}.`);
      });
      if (child.exitCode === null && child.signalCode === null) {
        browsers.add(child);
        child.once('exit', () => browsers.delete(child));
      }
      log.info('a browser was opened', { program: browser.path });
      return basename(browser.path);
    },
    async openTerminal() {
      const { variables, example } = await settings();
      const { command, args } = terminalCommand(machine, files.paths.terminal);
      const { platform, env } = machine;
      const text = terminalScript({ variables, platform, ...(example === undefined ? {} : { example }) });
      await files.write({ terminal: text });
      await launch({ command, args, env: { ...env, ...variables } }, 'ended at once').catch((fault: Error) => {
        throw new Refusal('terminal-ended', `The terminal did not open: ${fault.message}.`);
      });
      log.info('a terminal was opened', { program: command });
      return platform === 'darwin' && command === 'open' ? 'Terminal' : basename(command);
    },
    async begin() {
      await files.forgetHosts();
      await removeUnused(folders);
      if (files.areThere()) await settings();
    },
    async follow() {
      if (files.areThere()) await settings();
    },
    async deleteAll() {
      await Promise.all([...browsers].map(closeBrowser));
      for (const folder of Object.values(folders)) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      files.startAnew();
    },
  };
}

/** Browsers end in order when they are asked to. One that does not is left to its user. */
async function closeBrowser(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(farewell) }).catch(() => undefined);
  child.kill('SIGTERM');
  await ended;
}
