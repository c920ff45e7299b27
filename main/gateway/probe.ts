import { encode } from 'dns-packet';

const greeting = Buffer.from('warp-emu 42\n');

/** What a visit says to a port it knows nothing of. A resolver answers nothing but a query. */
export function probeFor(port: number): Buffer {
  if (port !== 53) return greeting;
  return encode({ type: 'query', id: 42, flags: 0x0100, questions: [{ name: '.', type: 'NS', class: 'IN' }] });
}
