import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLoopback } from '../../../app/environment/upstream.ts';
import { environmentData } from '../../../app/environment/write-environment.ts';
import { world } from '../../support/worlds.ts';

const leadingTo = (upstream: unknown) => () => world({ destinations: { wiki: { ports: { 8080: { upstream } } } } });
const place = 'destinations.wiki.ports.8080.upstream';

it('is read from a file and written back as it was', () => {
  for (const upstream of ['127.0.0.1:3000', '[::1]:3000', '127.8.8.8:65535']) {
    const { destinations } = environmentData(leadingTo(upstream)());
    expect(destinations).toMatchObject({ wiki: { ports: { 8080: { upstream } } } });
  }
});

it.each([
  '10.0.0.1:80',
  '8.8.8.8:53',
  'localhost:3000',
  'example.com:80',
  '127.0.0.1',
  '127.0.0.1:0',
  '127.0.0.1:65536',
  '127.1:80',
  '[::]:80',
  '0.0.0.0:80',
  '[fe80::1]:80',
  'http://127.0.0.1:80',
])('never leads to %s, and says where and why', (upstream) => {
  expect(leadingTo(upstream)).toThrow(
    expect.objectContaining({
      faults: [{ path: place, message: expect.stringContaining('only loopback, so that nothing is forwarded') }],
    }),
  );
});

it.each([
  [{ wiki: { ports: { 80: 'htp' } } }, 'destinations.wiki.ports.80', /^write http or https or .*, not "htp"$/],
  [{ wiki: { ports: { 8080: { upstream: 3000 } } } }, place, /^write a text, not 3000: put it in quotes$/],
])('says of %j what to write', (destinations, path, message) => {
  expect(() => world({ destinations })).toThrow(
    expect.objectContaining({ faults: [{ path, message: expect.stringMatching(message) }] }),
  );
});

it('takes any loopback address, and no other', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
      const read = readLoopback(`${host}:${port}`);
      expect(read).toEqual(host.startsWith('127.') ? { host, port } : undefined);
    }),
  );
  fc.assert(
    fc.property(fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 65_535 }), (one, two, port) => {
      expect(readLoopback(`127.${one}.${two}.1:${port}`)).toEqual({ host: `127.${one}.${two}.1`, port });
    }),
  );
});
