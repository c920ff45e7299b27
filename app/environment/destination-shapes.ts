import { z } from 'zod';
import { minute } from '../time/instant.ts';
import { failureSurfaces, type ServiceKind } from './environment.ts';
import { addressText, facts, hostText, spanText } from './text-shapes.ts';
import { readLoopback } from './upstream.ts';

const services = [
  'http',
  'https',
  'doh',
  'tcp-echo',
  'udp-echo',
  'ssh',
  'dns',
] as const satisfies readonly ServiceKind[];

const upstream = z.strictObject({
  upstream: z
    .string()
    .refine(
      (text) => readLoopback(text) !== undefined,
      'write 127.0.0.1:3000, say: only loopback, so that nothing is forwarded to a real network',
    )
    .meta({
      description: 'A server of your own that the port leads to, such as 127.0.0.1:3000. Only loopback.',
      pattern: String.raw`^(\[[\dA-Fa-f:.]+\]|[\d.]+):\d{1,5}$`,
      patternErrorMessage: 'write 127.0.0.1:3000, say: only loopback',
    }),
});

const portText = z
  .string()
  .regex(/^\d{1,5}$/, 'a port is a number')
  .refine((text) => Number(text) >= 1 && Number(text) <= 65_535, 'a port is a number from 1 to 65535');

export const failureSurface = z
  .enum(failureSurfaces)
  .describe(
    'What a refused program sees. faithful: it connects and no byte ever comes, which is assumed of the real one. reset, close: it connects, and is reset or ended. timeout: it can’t connect after 30 s. explain: words that name the policy.',
  );

export const destination = z.strictObject({
  host: hostText.describe('The name that programs ask for, such as wiki.corp.internal.'),
  address: addressText.describe('The address that the name leads to, such as 10.20.0.10; no two share one.'),
  ports: z
    .record(portText, z.union([z.enum(services), upstream]))
    .describe(
      'Port numbers, and what answers there: a web site (http, https), DNS over HTTPS (doh), an echo (tcp-echo, udp-echo), an SSH host (ssh), a resolver (dns), or a server of your own (upstream).',
    ),
  up: z
    .boolean()
    .default(true)
    .describe('Whether it accepts connections. A dead one meets no policy and brings no notice.'),
  delay: spanText
    .refine((span) => span <= minute, 'at most 1m')
    .prefault('0s')
    .describe('How long it takes to accept a connection: a span of real time, 1m at most.'),
  outside: z
    .boolean()
    .exactOptional()
    .describe('Whether it answers without the tunnel. Absent: as its address is, public ones do, private ones don’t.'),
  surface: failureSurface
    .exactOptional()
    .describe('What a program sees that is refused here, in the words of gateway’s surface. Absent: as that says.'),
  facts: facts.describe(
    'What policies may know of it that the emulator can’t, by Gateway’s fields: { net.dst.geo.country: DE }. A field that is not here has no value.',
  ),
});
