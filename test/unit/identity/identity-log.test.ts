import { expect, it } from 'vitest';
import { describeSafely } from '../../../main/identity/identity-log.ts';

it('strikes out queries and long opaque runs, and keeps the words', () => {
  const fault = new Error(
    'GET http://127.0.0.1:1/callback?code=abc&state=def failed with eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0',
  );
  const told = describeSafely(fault);
  expect(told).toContain('failed with');
  expect(told).not.toMatch(/abc|def|eyJ/);
});
