import { ByteCursor } from './byte-cursor.ts';
import { isHostText, readLatin1, writeLatin1 } from './byte-text.ts';
import { readAddress, writeAddress } from './host-address.ts';

/** A datagram with the header of RFC 1928 §7 before it: whom it is for, or where it came from. */
export type SocksDatagram = {
  readonly host: string;
  readonly port: number;
  readonly data: Uint8Array;
};

const addressLengths: Readonly<Record<number, number>> = { 1: 4, 4: 16 };
const nameType = 3;

/** `fragment` for a part of a datagram, which may be dropped (RFC 1928 §7); `undefined` when the header is none. */
export function parseSocksDatagram(bytes: Uint8Array): SocksDatagram | 'fragment' | undefined {
  const cursor = new ByteCursor(bytes);
  cursor.take(2);
  const fragment = cursor.number(1);
  const type = cursor.number(1);
  const length = addressLengths[type];
  if (length === undefined && type !== nameType) return undefined;
  const address = length === undefined ? cursor.vector(1) : cursor.take(length);
  const port = cursor.number(2);
  if (cursor.overrun) return undefined;
  if (fragment !== 0) return 'fragment';
  const host = length === undefined ? readLatin1(address) : writeAddress(address);
  return isHostText(host) ? { host, port, data: cursor.take(cursor.left) } : undefined;
}

/** A host that is no address is written as a name, of at most 255 characters. */
export function encodeSocksDatagram({ host, port, data }: SocksDatagram): Uint8Array {
  const address = readAddress(host);
  const place =
    address === undefined ? [nameType, host.length, ...writeLatin1(host)] : [address.length === 4 ? 1 : 4, ...address];
  const header = [0, 0, 0, ...place, port >> 8, port & 0xff];
  const whole = new Uint8Array(header.length + data.length);
  whole.set(header);
  whole.set(data, header.length);
  return whole;
}
