import { WebSocket } from 'ws';
import { createBridgeClient } from '../../app/bridge/client.ts';
import { resolveDataDirectory } from '../adapters/data-directory.ts';
import { type FoundHost, findHost } from '../adapters/locator.ts';
import { webSocketChannel } from '../control/web-socket-channel.ts';
import { CliFailure } from './failure.ts';
import type { RunningEmulator } from './session.ts';

const patience = 5000;

/** Connects to the emulator of a data directory; `dataDir` is what `--data-dir` says. Fails with exit code 3. */
export async function connectToRunning(dataDir: string | undefined): Promise<RunningEmulator> {
  const directory = resolveDataDirectory({ flag: dataDir });
  const found = findHost(directory);
  if (found === undefined) {
    const remedy = 'Start one with `warp-emu serve`, or name its data directory with --data-dir.';
    throw new CliFailure(3, 'not-running', `No emulator is running on ${directory}. ${remedy}`);
  }
  const socket = await openSocket(found);
  const { call, onClose, onSnapshot } = createBridgeClient(webSocketChannel(socket));
  return { call, onClose, onSnapshot, close: () => socket.terminate() };
}

async function openSocket({ url, token, pid }: FoundHost): Promise<WebSocket> {
  const address = new URL('/bridge', url);
  address.protocol = 'ws:';
  const headers = { authorization: `Bearer ${token}` };
  const socket = new WebSocket(address, { headers, handshakeTimeout: patience, perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', () => {
      const remedy = `Stop process ${pid} and start it anew with \`warp-emu serve\`.`;
      reject(new CliFailure(3, 'not-answering', `The emulator at ${url} does not answer. ${remedy}`));
    });
  });
  return socket;
}
