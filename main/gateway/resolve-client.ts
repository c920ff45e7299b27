import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Answer, type DecodedPacket, decode, encode, type Packet, type RecordType } from 'dns-packet';
import { shorten } from '../../app/environment/say-issue.ts';
import { Refusal } from '../../app/errors.ts';
import { splitMessages } from './dns-stream.ts';

export type Resolution = {
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, … as `dig` says them, or `TIMEOUT`. */
  readonly status: string;
  readonly answers: readonly string[];
  /** The text of an Extended DNS Error (RFC 8914), when one came. */
  readonly explanation?: string;
};

export type ResolveOptions = {
  /** Where the resolver listens. */
  readonly server: { readonly host: string; readonly port: number };
  readonly name: string;
  /** `A` unless said. */
  readonly type?: string;
  /** Real milliseconds for the whole question. */
  readonly timeout?: number;
};

const recordTypes = 'A AAAA ANY CAA CNAME HTTPS MX NS PTR SOA SRV SVCB TXT'.split(' ');
const statuses = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const extendedErrorOption = 15;

/** Asks as a stub resolver does: over UDP, then over TCP when the answer was cut short. */
export async function resolveOverNetwork({
  server,
  name,
  type = 'A',
  timeout = 2000,
}: ResolveOptions): Promise<Resolution> {
  refuseUnsayable(name, type.toUpperCase());
  const signal = AbortSignal.timeout(timeout);
  const query = encode(makeQuery(name, type.toUpperCase()));
  try {
    const first = await askOverUdp(query, server, signal);
    return readResolution(first.flag_tc ? await askOverTcp(query, server, signal) : first);
  } catch (fault) {
    if (signal.aborted) return { status: 'TIMEOUT', answers: [] };
    throw fault;
  }
}

/** What can't be put into a query, or would come out as another one (RFC 1035 §2.3.4). */
function refuseUnsayable(name: string, type: string): void {
  const labels = name.replace(/\.$/, '').split('.');
  if (name !== '.' && (name.length > 254 || labels.some((label) => label === '' || label.length > 63))) {
    const message = `"${shorten(name)}" is no name: parts of 1 to 63 characters with dots between, at most 253 in all.`;
    throw new Refusal('bad-request', message);
  }
  if (!recordTypes.includes(type)) {
    throw new Refusal('bad-request', `"${shorten(type)}" is no record type. Write one of ${recordTypes.join(', ')}.`);
  }
}

function makeQuery(name: string, type: string): Packet {
  const edns = {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
  };
  return {
    type: 'query',
    id: randomInt(65_536),
    flags: 0x0100,
    questions: [{ name, type: type as RecordType, class: 'IN' }],
    additionals: [{ ...edns, options: [] } as Answer],
  };
}

async function askOverUdp(
  query: Buffer,
  { host, port }: ResolveOptions['server'],
  signal: AbortSignal,
): Promise<DecodedPacket> {
  const socket = createSocket('udp4');
  try {
    socket.connect(port, host);
    await once(socket, 'connect', { signal });
    socket.send(query);
    for (;;) {
      const [message] = (await once(socket, 'message', { signal })) as [Buffer];
      if (answers(query, message)) return decode(message);
    }
  } finally {
    socket.close();
  }
}

async function askOverTcp(
  query: Buffer,
  { host, port }: ResolveOptions['server'],
  signal: AbortSignal,
): Promise<DecodedPacket> {
  const socket = connect({ host, port, signal });
  try {
    socket.write(Buffer.concat([Buffer.of(query.length >> 8, query.length & 0xff), query]));
    for await (const message of splitMessages(socket)) if (answers(query, message)) return decode(message);
    throw new Error('the resolver closed the connection');
  } finally {
    socket.destroy();
  }
}

/** Whether it is a response with the query's id. */
function answers(query: Buffer, message: Buffer): boolean {
  return message.length >= 12 && message.readUInt16BE(0) === query.readUInt16BE(0) && (message[2] ?? 0) >= 0x80;
}

function readResolution(packet: DecodedPacket): Resolution {
  const code = (packet.flags ?? 0) & 0xf;
  const explanation = (packet.additionals ?? [])
    .flatMap((record) => (record.type === 'OPT' ? record.options : []))
    .find((option) => Number(option.code) === extendedErrorOption)
    ?.data?.subarray(2)
    .toString();
  return {
    status: statuses[code] ?? `RCODE${code}`,
    answers: (packet.answers ?? []).flatMap((record) => ('data' in record ? [tellData(record.data)] : [])),
    ...(explanation === undefined || explanation === '' ? {} : { explanation }),
  };
}

/** As `dig +short` tells it. */
function tellData(data: unknown): string {
  if (typeof data === 'string') return data;
  if (Array.isArray(data)) return data.map((part) => `"${String(part)}"`).join(' ');
  if (typeof data !== 'object' || data === null || !('target' in data)) return JSON.stringify(data);
  const { priority, weight, port, target } = data as Record<string, unknown>;
  return [priority, weight, port, target].join(' ');
}
