import type { Channel } from '../../app/bridge/channel.ts';
import type { BridgePort } from './bridge-port.ts';

/** Why there is no channel: nothing answers there, or it answers and knows no session of ours. */
export type Refusal = 'stopped' | 'used-up';

export type Opened =
  | { readonly channel: Channel; readonly closedBecause: () => Refusal }
  | { readonly refused: Refusal };

/** Opens one channel; it never rejects. */
export type OpenChannel = () => Promise<Opened>;

export function portOpener(port: BridgePort): OpenChannel {
  return async () => ({ channel: { ...bind(port), onClose: () => {} }, closedBecause: () => 'stopped' });
}

function bind(port: BridgePort): Pick<Channel, 'send' | 'onFrame'> {
  return { send: (frame) => port.send(frame), onFrame: (listener) => port.onFrame(listener) };
}

/** The close code of a host that knows no session of ours. */
export const noSessionCode = 4401;

export function webSocketOpener(place: Pick<Location, 'protocol' | 'host'>): OpenChannel {
  const url = `${place.protocol === 'https:' ? 'wss:' : 'ws:'}//${place.host}/bridge`;
  return () =>
    new Promise((resolve) => {
      const socket = new WebSocket(url);
      let because: Refusal = 'stopped';
      let wasOpen = false;
      socket.addEventListener('open', () => {
        wasOpen = true;
        resolve({ channel: channelOf(socket), closedBecause: () => because });
      });
      socket.addEventListener('close', (event) => {
        if (event.code === noSessionCode) because = 'used-up';
        if (wasOpen) return;
        if (because === 'used-up') resolve({ refused: because });
        else askWhy().then((refused) => resolve({ refused }));
      });
    });
}

function channelOf(socket: WebSocket): Channel {
  return {
    send: (frame) => socket.send(frame),
    onFrame: (listener) => socket.addEventListener('message', (event) => listener(String(event.data))),
    onClose: (listener) => socket.addEventListener('close', () => listener()),
  };
}

/** A browser hides why a WebSocket was refused, so the same address is asked over HTTP. */
async function askWhy(): Promise<Refusal> {
  try {
    const answer = await fetch('/bridge', { cache: 'no-store', redirect: 'manual' });
    return answer.status === 401 || answer.status === 403 ? 'used-up' : 'stopped';
  } catch {
    return 'stopped';
  }
}
