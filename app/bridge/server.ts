import type { z } from 'zod';
import { sayIssue, shorten } from '../environment/say-issue.ts';
import { DecodeError, Refusal } from '../errors.ts';
import type { Millis } from '../time/instant.ts';
import type { Snapshot } from '../view/snapshot-shape.ts';
import { type BridgeError, type Channel, maxFrameLength, type RequestFrame, type ServerFrame } from './channel.ts';
import { contract, type Handlers, type MethodName } from './contract.ts';

export type SnapshotSource = {
  latest(): Snapshot;
  /** May fire more often than anybody wants snapshots. */
  onChange(listener: () => void): () => void;
};

export type BridgeService = {
  readonly handlers: Handlers;
  readonly snapshots: SnapshotSource;
  /** Runs `run` after that much real time, once; the returned function cancels it. */
  readonly schedule: (after: Millis, run: () => void) => () => void;
  /** Gets what the other end is not told: the cause of an `internal` error. */
  readonly onFault: (fault: unknown, where: string) => void;
};

/** At most 20 snapshots a second go to one client. */
export const snapshotGap: Millis = 50;

/** Serves one client until its channel closes: answers its calls, sends it the snapshot now and after every change. */
export function serveBridge(channel: Channel, service: BridgeService): void {
  let closed = false;
  const send = (frame: ServerFrame) => {
    if (closed) return;
    try {
      channel.send(JSON.stringify(frame));
    } catch (fault) {
      service.onFault(fault, 'answer');
    }
  };

  channel.onFrame(async (text) => {
    const request = readRequest(text);
    if ('error' in request) return send(request);
    const answer = await answerCall(service, request.method, request.params);
    send({ id: request.id, ...answer });
  });

  const stopPushing = pushSnapshots(channel, service);
  channel.onClose(() => {
    closed = true;
    stopPushing();
  });
}

/** Checks one call against the contract and runs it. Never rejects. */
export async function answerCall(
  { handlers, onFault }: Pick<BridgeService, 'handlers' | 'onFault'>,
  method: string,
  params: unknown,
): Promise<{ readonly result: unknown } | { readonly error: BridgeError }> {
  if (!isMethod(method)) {
    return { error: { code: 'bad-request', message: `There is no method "${method.slice(0, 80)}".`, path: 'method' } };
  }
  const checked = contract[method].params.safeParse(params ?? {}, { reportInput: true });
  if (!checked.success) return { error: describeIssue(checked.error) };
  try {
    const handler = handlers[method] as (params: unknown) => Promise<unknown>;
    return { result: await handler(checked.data) };
  } catch (fault) {
    return { error: describeError(fault, (cause) => onFault(cause, method)) };
  }
}

/** Sends the snapshot now and after changes, until the returned function is called. Changes met meanwhile go as one. */
export function pushSnapshots(
  channel: Pick<Channel, 'send' | 'buffered'>,
  { snapshots, schedule, onFault }: Pick<BridgeService, 'snapshots' | 'schedule' | 'onFault'>,
): () => void {
  let changed = true;
  let cancelRest: (() => void) | undefined;

  const push = () => {
    if (!changed || cancelRest !== undefined) return;
    if ((channel.buffered?.() ?? 0) === 0) {
      changed = false;
      try {
        channel.send(JSON.stringify({ snapshot: snapshots.latest() } satisfies ServerFrame));
      } catch (fault) {
        onFault(fault, 'snapshot');
      }
    }
    cancelRest = schedule(snapshotGap, () => {
      cancelRest = undefined;
      push();
    });
  };
  const unsubscribe = snapshots.onChange(() => {
    changed = true;
    push();
  });
  push();
  return () => {
    unsubscribe();
    cancelRest?.();
  };
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}

function readRequest(text: string): RequestFrame | { readonly id: number; readonly error: BridgeError } {
  // Our client writes the id first, so that even a frame which is never parsed has its caller told.
  const id = Number(/^\{"id":(\d{1,15})[,}]/.exec(text)?.[1] ?? 0);
  const refuse = (message: string, path: string) => ({ id, error: { code: 'bad-request', message, path } });
  if (text.length > maxFrameLength) return refuse(`A frame holds at most ${maxFrameLength} characters.`, '');
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return refuse('A frame is one JSON object.', '');
  }
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) {
    return refuse('A frame is one JSON object.', '');
  }
  const { id: givenId, method, params, ...rest } = frame as Record<string, unknown>;
  const [unknownField] = Object.keys(rest);
  if (typeof givenId !== 'number' || !Number.isSafeInteger(givenId)) return refuse('`id` is a whole number.', 'id');
  if (typeof method !== 'string') return { ...refuse('`method` is a text.', 'method'), id: givenId };
  if (unknownField !== undefined) {
    return {
      ...refuse(`A request has no field "${unknownField.slice(0, 80)}".`, unknownField.slice(0, 80)),
      id: givenId,
    };
  }
  return { id: givenId, method, params };
}

function describeIssue(error: z.ZodError): BridgeError {
  const issue = error.issues[0];
  if (issue === undefined)
    return { code: 'bad-request', message: 'The parameters are not understood.', path: 'params' };
  const extra = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = ['params', ...issue.path, ...extra].map((part) =>
    typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
  );
  const place = shorten(path.join('').slice(1), 200);
  return { code: 'bad-request', message: `${place}: ${sayIssue(issue)}.`, path: place };
}

function describeError(fault: unknown, report: (fault: unknown) => void): BridgeError {
  if (fault instanceof Refusal) return { code: fault.code, message: fault.message };
  if (fault instanceof DecodeError) {
    const path = fault.faults[0]?.path ?? '';
    return { code: 'bad-input', message: fault.message, ...(path === '' ? {} : { path }) };
  }
  report(fault);
  return { code: 'internal', message: 'Something went wrong inside the emulator. Its log has the details.' };
}
