import { z } from 'zod';
import { addressText, hostText, spanText } from './text-shapes.ts';

const unsigned16 = z.number().int().min(0).max(65_535);
const recordName = hostText.describe('The name that it stands at.');

const recordShapes = [
  z
    .strictObject({
      name: recordName,
      type: z.enum(['A', 'AAAA']).describe('A: an IPv4 address. AAAA: an IPv6 one.'),
      address: addressText.describe('The address that the name leads to.'),
    })
    .meta({ title: 'An address' }),
  z
    .strictObject({
      name: recordName,
      type: z.enum(['CNAME', 'PTR']).describe('CNAME: the name is another one’s. PTR: the name of an address.'),
      host: hostText.describe('The name that it leads to.'),
    })
    .meta({ title: 'A name' }),
  z
    .strictObject({
      name: recordName,
      type: z.literal('TXT').describe('TXT: texts.'),
      text: z.array(z.string().max(255)).min(1).describe('The texts, of at most 255 bytes each.'),
    })
    .meta({ title: 'Texts' }),
  z
    .strictObject({
      name: recordName,
      type: z.literal('SRV').describe('SRV: where a service is, such as _ldap._tcp.corp.internal.'),
      priority: unsigned16.default(0).describe('The lowest is tried first.'),
      weight: unsigned16.default(0).describe('How often it is taken among those of the same priority.'),
      port: unsigned16.describe('The port of the service.'),
      host: hostText.describe('The host of the service.'),
    })
    .meta({ title: 'A service' }),
] as const;

const dnsRecord = z
  .discriminatedUnion('type', recordShapes)
  .refine(
    (record) => !('address' in record) || (record.type === 'AAAA') === record.address.includes(':'),
    'an A record has an IPv4 address, an AAAA record an IPv6 one',
  );

const fallbackDomain = z.strictObject({
  suffix: hostText.describe('Names that end in it, such as corp.internal, are asked of the resolver.'),
  resolver: addressText.describe(
    'The resolver’s address. In the tunnel its port 53 meets the policies like any other.',
  ),
  transport: z.enum(['udp', 'tcp']).default('udp').describe('What it is asked over.'),
});

export const dns = z.strictObject({
  localDomainFallback: z
    .array(fallbackDomain)
    .prefault([])
    .describe(
      'Names that a private resolver is asked for. All others Gateway answers, which no session check touches.',
    ),
  records: z
    .array(dnsRecord)
    .prefault([])
    .describe('What private resolvers know besides the names and addresses of the destinations.'),
  timeToLive: spanText.prefault('1m').describe('How long an answer is kept on the device: a span of virtual time.'),
});
