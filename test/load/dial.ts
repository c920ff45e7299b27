import { connect, type Socket } from 'node:net';

/** How a client reaches the origin: at once, by SOCKS5 or by CONNECT. */
export type Way = {
  readonly port: number;
  readonly by: 'nothing' | 'socks' | 'connect';
  /** What a proxy is asked for. */
  readonly target: { readonly host: string; readonly port: number };
};

/** A connection over which the origin can be spoken to, paused. Rejects when it is refused or broken before that. */
export function dial({ port, by, target }: Way): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const steps = by === 'nothing' ? [] : by === 'socks' ? socksSteps(target) : connectSteps(target);
    let answer: Buffer = Buffer.alloc(0);
    const settle = (fault?: Error) => {
      socket.off('data', onData).off('close', onClose);
      socket.pause();
      if (fault === undefined) return resolve(socket);
      socket.destroy();
      reject(fault);
    };
    const onClose = () => settle(new Error('closed before it was open'));
    const say = () => {
      const [step] = steps;
      if (step === undefined) settle();
      else socket.write(step.say);
    };
    const onData = (bytes: Buffer) => {
      answer = answer.length === 0 ? bytes : Buffer.concat([answer, bytes]);
      const [step] = steps;
      if (step === undefined || answer.length < step.length) return;
      if (!step.isYes(answer)) return settle(new Error(`refused: ${answer.toString('latin1').slice(0, 40)}`));
      answer = Buffer.alloc(0);
      steps.shift();
      say();
    };
    socket.on('error', () => undefined);
    socket.on('data', onData).on('close', onClose);
    socket.once('connect', say);
  });
}

type Step = { readonly say: Uint8Array | string; readonly length: number; isYes(answer: Buffer): boolean };

function socksSteps({ host, port }: Way['target']): Step[] {
  const name = Buffer.from(host);
  const request = Buffer.from([5, 1, 0, 3, name.length, ...name, port >> 8, port & 255]);
  return [
    { say: Uint8Array.of(5, 1, 0), length: 2, isYes: ([, method]) => method === 0 },
    { say: request, length: 10, isYes: ([, reply]) => reply === 0 },
  ];
}

function connectSteps({ host, port }: Way['target']): Step[] {
  const say = `CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`;
  return [{ say, length: 'HTTP/1.1 200 x\r\n\r\n'.length, isYes: (answer) => answer.includes(' 200 ') }];
}
