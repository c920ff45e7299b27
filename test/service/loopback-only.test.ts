import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { findNetwork, waysToLoopback } from '../../scripts/lib/network.mjs';
import { run } from '../../scripts/lib/run.mjs';

const ids = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const ways: string[][] = waysToLoopback(ids);
const isAllowed = async ([file = '', ...args]: readonly string[]) =>
  process.platform === 'linux' && (await run(file, [...args, 'true'])).code === 0;
const open: string[][] = [];
for (const way of ways) if (await isAllowed(way)) open.push(way);

describe.skipIf(open.length === 0).each(open.map((way) => [way] as const))('a network made by %j', (way) => {
  const inside = (script: string) => {
    const [file = '', ...args] = way;
    return run(file, [...args, process.execPath, '-e', script]);
  };

  it('has only loopback, on which programs talk', async () => {
    const { code, output } = await inside(`
      const { connect, createServer } = require('node:net');
      console.log(Object.keys(require('node:os').networkInterfaces()).join());
      const server = createServer((socket) => socket.end('heard')).listen(0, '127.0.0.1', () => {
        connect(server.address().port, '127.0.0.1').on('data', (bytes) => {
          console.log(String(bytes));
          server.close();
        });
      });`);
    expect([code, output]).toEqual([0, 'lo\nheard\n']);
  });

  it('leaves whoever runs it themselves, and their exit status as it is', async () => {
    const { code, output } = await inside('console.log(process.getuid(), process.getgid()); process.exit(7)');
    expect([code, output]).toEqual([7, `${ids.uid} ${ids.gid}\n`]);
  });

  it('lets signals through to the program', async () => {
    const [file = '', ...args] = way;
    const script = "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up')";
    const child = spawn(file, [...args, process.execPath, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([9, null]);
  });
});

describe('the network of the tests', () => {
  it('is the machine’s own when it is asked for', async () => {
    expect(await findNetwork({ WARP_EMU_NET: 'host' }, { platform: 'linux', ...ids })).toEqual({
      prefix: [],
      says: 'The tests run in this machine\'s network: WARP_EMU_NET is "host".',
    });
  });

  it.each(['darwin', 'win32'] as const)('is the machine’s own on %s', async (platform) => {
    const { prefix, says } = await findNetwork({}, { platform, ...ids });
    expect([prefix, says]).toEqual([[], expect.stringContaining('only Linux')]);
  });

  it.skipIf(process.platform !== 'linux')(
    'is the machine’s own, with the reason, where no other can be made',
    async () => {
      const { prefix, says } = await findNetwork({ PATH: '/nowhere' }, { platform: 'linux', ...ids });
      expect(prefix).toEqual([]);
      expect(says).toMatch(/no other can be made here \(.*unshare.*\)|it has only loopback anyway/);
    },
  );
});
