import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Refusal } from '../../../app/errors.ts';
import { type FoundHost, findHost } from '../../../main/adapters/locator.ts';
import type { Log } from '../../../main/adapters/log.ts';
import { connectToRunning } from '../../../main/cli/connect.ts';
import type { HostOptions, RunningHost } from '../../../main/compose.ts';
import { type NodeHostOptions, runNodeHost } from '../../../main/node/main.ts';
import { scriptHandlers, scriptSnapshots, snapshotAt } from '../../contract/bridge/scripted-service.ts';
import { send } from './client.ts';

let folder: string;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-host-'));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await rm(folder, { recursive: true, force: true });
});

const ignore = () => {};
const quietLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore, child: () => quietLog, hide: ignore };

/** A Node host over scripted services; what it does is noted in order. */
function start(
  options: Partial<NodeHostOptions> = {},
  browser: () => Promise<void> = async () => {},
  refusal?: Refusal,
) {
  const deeds: string[] = [];
  const lines: string[] = [];
  const composed: HostOptions[] = [];
  let addressRemarks: string[] = [];
  let mint = () => '';
  const host: RunningHost = {
    handlers: scriptHandlers({
      open: async () => ({ url: mint() }),
      status: async () => ({ status: 'Connected' }),
    }),
    snapshots: {
      ...scriptSnapshots(),
      latest: () => ({
        ...snapshotAt(1),
        addresses: { proxy: '127.0.0.1:40001', dns: '127.0.0.1:5300' },
        remarks: [...addressRemarks, 'Port 40000 is taken, so the proxy listens on 40001.'],
      }),
    },
    preferences: {
      values: { theme: 'system', windows: {}, ports: {} },
      update: () => {},
      onChange: () => {},
      flush: () => {},
    },
    offerFiles: async () => {},
    reportCrash: () => undefined,
    log: quietLog,
    setAddress: (ui, remark) => {
      deeds.push(`address ${new URL(ui).hostname}`);
      addressRemarks = remark === undefined ? [] : [remark];
    },
    setLauncher: (given) => {
      mint = given;
    },
    stop: async () => {
      deeds.push('stopped');
    },
  };
  let end = () => {};
  let announce = () => {};
  const ready = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const exit = runNodeHost(
    {
      dataDirectory: folder,
      port: 0,
      open: false,
      say: (line) => {
        lines.push(line);
        if (line.startsWith('Press')) announce();
      },
      complain: (line) => lines.push(line),
      ...options,
    },
    {
      loadCompose: async () => async (given) => {
        if (refusal !== undefined) throw refusal;
        composed.push(given);
        return host;
      },
      show: async (url) => {
        deeds.push(`browser ${new URL(url).pathname}`);
        await browser();
      },
      openFolder: async () => {},
      runUntilEnd: () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    },
  );
  const stop = async () => {
    end();
    return exit;
  };
  ends.push(async () => void (await stop()));
  return { ready, exit, stop, lines, deeds, composed };
}

const foundHost = () => findHost(folder) as FoundHost;
const launchUrl = (lines: readonly string[]) => /http\S+\/launch\?token=\S+/.exec(lines.join('\n'))?.[0] ?? '';

describe('the Node host', () => {
  it('says where it is ready and how to stop it', async () => {
    const { ready, lines } = start();
    await ready;
    expect(lines).toEqual([
      expect.stringMatching(/^WARP Session Emulator is ready: http:\/\/127\.0\.0\.1:\d+\/launch\?token=[\w-]{43}$/),
      '  proxy  127.0.0.1:40001  (SOCKS and HTTP)',
      '  DNS    127.0.0.1:5300  (UDP and TCP)',
      'Port 40000 is taken, so the proxy listens on 40001.',
      'Press Ctrl-C to stop.',
    ]);
    const { pathname, search } = new URL(launchUrl(lines));
    await expect(send(Number(new URL(foundHost().url).port), `${pathname}${search}`)).resolves.toMatchObject({
      status: 303,
    });
  });

  it('says when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    ends.push(async () => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { ready, lines } = start({ port });
    await ready;
    expect(lines).toContain(`Port ${port} is taken, so the views are on ${new URL(foundHost().url).port}.`);
  });

  it('can be found by the command line, and by nobody else', async () => {
    const { ready } = start();
    await ready;
    const emulator = await connectToRunning(folder);
    await expect(emulator.call('status', {})).resolves.toEqual({ status: 'Connected' });
    emulator.close();
    const { mode } = await stat(join(folder, 'host.json'));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
  });

  it('hands on the environment and the surface, and only when they are given', async () => {
    const { ready, composed } = start({ environmentFile: 'acme.environment.yaml', surface: 'explain' });
    await ready;
    expect(composed[0]).toMatchObject({
      dataDirectory: folder,
      host: 'node',
      environmentFile: 'acme.environment.yaml',
      surface: 'explain',
    });
  });

  it('opens the browser when asked, with an address of its own', async () => {
    const { ready, deeds, lines } = start({ open: true });
    await ready;
    await expect.poll(() => deeds).toContain('browser /launch');
    await expect(
      send(Number(new URL(foundHost().url).port), new URL(launchUrl(lines)).pathname),
    ).resolves.toBeDefined();
  });

  it('says which address to open by hand where there is no browser', async () => {
    const { ready, lines } = start({ open: true }, () => Promise.reject(new Error('there is no desktop here')));
    await ready;
    await expect
      .poll(() => lines.at(-1))
      .toMatch(/^No browser was opened \(there is no desktop here\)\. Open this address by hand: http/);
  });

  it('stops in order and leaves nothing to be found', async () => {
    const { ready, stop, deeds } = start();
    await ready;
    const { url } = foundHost();
    await expect(stop()).resolves.toBe(0);
    expect(deeds).toEqual(['address 127.0.0.1', 'stopped']);
    expect(findHost(folder)).toBeUndefined();
    await expect(send(Number(new URL(url).port), '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('started twice shows the first one and ends', async () => {
    const first = start();
    await first.ready;
    const second = start({ open: true });
    await expect(second.exit).resolves.toBe(0);
    expect(second.composed).toEqual([]);
    expect(second.deeds).toEqual(['browser /launch']);
    expect(launchUrl(second.lines)).not.toBe(launchUrl(first.lines));
    expect(new URL(launchUrl(second.lines)).host).toBe(new URL(foundHost().url).host);
  });

  it('that loses the race to be first shows the winner', async () => {
    const loser = start({}, undefined, new Refusal('already-running', 'Another process has it.'));
    const winner = start();
    await winner.ready;
    await expect(loser.exit).resolves.toBe(0);
    expect(new URL(launchUrl(loser.lines)).host).toBe(new URL(foundHost().url).host);
  });

  it('keeps its token out of what it prints', async () => {
    const { ready, lines } = start();
    await ready;
    const { token } = JSON.parse(await readFile(join(folder, 'host.json'), 'utf8'));
    expect(lines.join('\n')).not.toContain(token);
  });
});
