import fc from 'fast-check';
import { blockOf, showIp, showRange } from '../../../app/expression/address.ts';
import type { Ip } from '../../../app/expression/value.ts';
import type { GatewayList } from '../../../app/policy/policy.ts';
import { policy } from './policies.ts';

/** Addresses of two small blocks, so that policies often meet. */
export const randomAddress: fc.Arbitrary<Ip> = fc.oneof(
  fc.nat(255).map((low): Ip => ({ version: 4, bits: 0x0a000000 + low })),
  fc.nat(255).map((low): Ip => ({ version: 6, bits: (0xfd00n << 112n) + BigInt(low) })),
);
const range = fc
  .tuple(randomAddress, fc.nat(8), fc.boolean())
  .map(([ip, free, whole]) =>
    showRange(whole ? blockOf(ip, (ip.version === 4 ? 32 : 128) - free) : { low: ip, high: ip }),
  );
const span = fc.tuple(fc.nat(255), fc.nat(40)).chain(([low, size]) => {
  const high = Math.min(255, low + size);
  return fc.constantFrom(`10.0.0.${low}..10.0.0.${high}`, `fd00::${low.toString(16)}..fd00::${high.toString(16)}`);
});
const destination = fc.oneof(
  fc.array(fc.oneof(range, span), { maxLength: 3 }).map((ranges) => `net.dst.ip in {${ranges.join(' ')}}`),
  randomAddress.map((ip) => `net.dst.ip == ${showIp(ip)}`),
  randomAddress.map((ip) => `net.dst.ip != ${showIp(ip)}`),
  fc.constant('net.dst.ip in $list'),
);
const traffic = fc.oneof(
  destination,
  fc
    .tuple(
      destination,
      fc.constantFrom('and', 'or', 'xor'),
      fc.constantFrom(
        'net.dst.port == 443',
        'net.dst.port != 443',
        'net.dst.port & 2',
        'net.dst.port in {}',
        'net.dst.port in {80 443}',
        'net.dst.port in {70..90}',
        'net.dst.port in {-5..100 443}',
        'net.dst.port in {1..65535}',
        'not(net.dst.port == 443)',
        '(net.dst.port == 80 or net.dst.port in {1 443})',
        '(net.dst.port == 80 xor net.dst.port == 443)',
        '(net.dst.port == 80 or net.sni.host == "a")',
        'net.sni.host matches "^a|b$"',
        'net.sni.host contains "a"',
        'net.sni.host wildcard "A*"',
        'not(net.sni.host strict wildcard "A*")',
      ),
    )
    .map((parts) => parts.join(' ')),
  fc.tuple(destination, fc.constantFrom('and', 'or', 'xor'), destination).map((parts) => parts.join(' ')),
  destination.map((text) => `not(${text})`),
  fc.constant(''),
  fc.constantFrom('net.dst.port == 443', 'net.dst.port in {80 22}'),
  fc.constantFrom('net.sni.host matches "a"', 'net.sni.host contains "b"', 'net.sni.host matches "(x"'),
);
/** Policies over these addresses, in no order. */
export const randomPolicies = fc
  .array(
    fc.record({
      traffic,
      precedence: fc.nat(5),
      enabled: fc.boolean(),
      filter: fc.constantFrom('l4', 'l4', 'http'),
      action: fc.constantFrom('allow', 'allow', 'block', 'off', 'isolate'),
      identity: fc.constantFrom('', '', 'identity.email == "a"'),
      devicePosture: fc.constantFrom('', '', 'any(device_posture.checks.passed[*] == "a")'),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((given, index) => policy({ id: String(index), ...given })));
export const randomLists: readonly GatewayList[] = [
  { id: 'list', name: 'list', type: 'IP', values: ['10.0.0.0/29', 'fd00::1'] },
];
