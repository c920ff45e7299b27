import { expect, it } from 'vitest';
import { CookieJar } from '../../../main/identity/cookie-jar.ts';

const at = (path: string) => new URL(path, 'http://127.0.0.1:8080');

it('sends a cookie to its path and below, to the port that set it', () => {
  const jar = new CookieJar();
  jar.keep(at('/auth'), ['a=1; path=/sign-in/x; httponly', 'b=2; path=/']);
  expect(jar.headerFor(at('/sign-in/x'))).toBe('a=1; b=2');
  expect(jar.headerFor(at('/sign-in/xy'))).toBe('b=2');
  expect(jar.headerFor(new URL('http://127.0.0.1:9/'))).toBe('');
});

it('replaces a cookie of the same name and path, and drops one that is taken back', () => {
  const jar = new CookieJar();
  jar.keep(at('/'), ['a=1; path=/', 'a=1; path=/deep', 'b=x=y; path=/']);
  jar.keep(at('/'), ['a=2; path=/', 'b=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT']);
  expect(jar.headerFor(at('/deep'))).toBe('a=1; a=2');
});
