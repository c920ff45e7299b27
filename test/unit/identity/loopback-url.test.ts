import { expect, it } from 'vitest';
import { isLoopbackUrl } from '../../../main/identity/loopback-url.ts';

it.each(['http://127.0.0.1/', 'http://127.9.9.9:80/x', 'http://[::1]:8080/', 'http://0x7f.1/'])(
  'takes %s for this machine',
  (url) => {
    expect(isLoopbackUrl(new URL(url))).toBe(true);
  },
);

it.each([
  'http://localhost/',
  'https://127.0.0.1/',
  'http://127.0.0.1.attacker.example/',
  'http://128.0.0.1/',
  'file:///etc/passwd',
])('does not take %s for this machine', (url) => {
  expect(isLoopbackUrl(new URL(url))).toBe(false);
});
