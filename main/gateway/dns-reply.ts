import { type Answer, encode, type OptAnswer, type Packet, type PacketOpt } from 'dns-packet';
import { type DnsQuery, dnsHeaderLength } from './dns-query.ts';
import type { ExtendedError } from './extended-dns-error.ts';

/** RFC 1035 §4.1.1. BADVERS needs EDNS for its upper bits (RFC 6891 §6.1.3). */
const responseCodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, BADVERS: 16 } as const;

export type ResponseCode = keyof typeof responseCodes;

export type DnsReply = {
  readonly code: ResponseCode;
  readonly answers?: Answer[];
  readonly authorities?: Answer[];
  readonly error?: ExtendedError;
};

const plainUdpLimit = 512;
/** What we take over UDP, and say so (RFC 6891 §6.2.5); loopback fragments nothing. */
const ourUdpLimit = 4096;
const isResponse = 0x8000;
const opcode = 0x7800;
const truncated = 0x0200;
const recursionDesired = 0x0100;
const recursionAvailable = 0x0080;
const checkingDisabled = 0x0010;
const dnssecOk = 0x8000;
const extendedErrorOption = 15;

/** Writes the reply to a query, cut short for UDP when the client could not take the whole (RFC 2181 §9). */
export function writeDnsReply({ id, flags, question, edns }: DnsQuery, reply: DnsReply, overUdp: boolean): Buffer {
  const { code, answers = [], authorities = [], error } = reply;
  const ourFlags = (flags & (recursionDesired | checkingDisabled)) | recursionAvailable | (responseCodes[code] & 0xf);
  const empty: Packet = {
    type: 'response',
    id,
    flags: ourFlags,
    questions: [question],
    additionals: edns === undefined ? [] : [answerEdns(edns, responseCodes[code] >> 4, error)],
  };
  const whole = encode({ ...empty, answers, authorities });
  const limit = Math.min(ourUdpLimit, Math.max(plainUdpLimit, edns?.udpPayloadSize ?? plainUdpLimit));
  return !overUdp || whole.length <= limit ? whole : encode({ ...empty, flags: ourFlags | truncated });
}

/** A header and nothing else, for a message that can't be repeated. */
export function writeBareReply(code: ResponseCode, message: Buffer): Buffer {
  const header = Buffer.alloc(dnsHeaderLength);
  message.copy(header, 0, 0, 2);
  const kept = message.readUInt16BE(2) & (opcode | recursionDesired);
  header.writeUInt16BE(isResponse | kept | recursionAvailable | responseCodes[code], 2);
  return header;
}

function answerEdns(asked: OptAnswer, extendedRcode: number, error: ExtendedError | undefined): OptAnswer {
  const flags = asked.flags & dnssecOk;
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: ourUdpLimit,
    extendedRcode,
    ednsVersion: 0,
    flags,
    flag_do: flags !== 0,
    options: error === undefined ? [] : [encodeError(error)],
  };
}

/** RFC 8914 §2. The library carries any option as bytes; its types name only those it understands. */
function encodeError({ code, text }: ExtendedError): PacketOpt {
  const data = Buffer.concat([Buffer.of(code >> 8, code & 0xff), Buffer.from(text)]);
  return { code: extendedErrorOption, data } as unknown as PacketOpt;
}
