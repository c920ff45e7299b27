import { type DecodedPacket, decode, encode, type OptAnswer, type Question } from 'dns-packet';
import { isHostText } from '../../app/wire/byte-text.ts';

/** RFC 1035 §4.1.1: an identifier, flags and four counts. */
export const dnsHeaderLength = 12;

export type DnsQuery = {
  readonly id: number;
  readonly flags: number;
  /** The name in the letter case it was asked in, which the answer has to repeat. */
  readonly question: Question;
  readonly edns?: OptAnswer;
};

/** `undefined` for what is no message of one question that we could repeat byte for byte. */
export function readDnsQuery(message: Buffer): DnsQuery | undefined {
  const packet = decodeSafely(message);
  const [question, ...others] = packet?.questions ?? [];
  const [edns, ...furtherEdns] = (packet?.additionals ?? []).filter((record) => record.type === 'OPT');
  if (packet === undefined || question === undefined || others.length > 0 || furtherEdns.length > 0) return undefined;
  if (question.name !== '.' && !isHostText(question.name)) return undefined;
  // The library's text of a name loses dots inside labels and bytes that are no UTF-8.
  const repeated = encode({ questions: [question] }).subarray(dnsHeaderLength);
  if (!message.subarray(dnsHeaderLength, dnsHeaderLength + repeated.length).equals(repeated)) return undefined;
  const { id = 0, flags = 0 } = packet;
  return { id, flags, question, ...(edns === undefined ? {} : { edns }) };
}

function decodeSafely(message: Buffer): DecodedPacket | undefined {
  try {
    return decode(message);
  } catch {
    return undefined;
  }
}
