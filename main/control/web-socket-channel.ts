import { type RawData, WebSocket } from 'ws';
import type { Channel } from '../../app/bridge/channel.ts';

/** Frames over a WebSocket. What is sent after its end goes nowhere. */
export function webSocketChannel(socket: WebSocket): Channel {
  // Its close says all that we do about a broken connection.
  socket.on('error', () => {});
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    onFrame: (listener) => socket.on('message', (data: RawData) => listener(String(data))),
    onClose: (listener) => socket.on('close', () => listener()),
    buffered: () => socket.bufferedAmount,
  };
}
