import { expect, it } from 'vitest';
import { createMemoryAdapter } from '../../../main/identity/memory-adapter.ts';

it('forgets what has expired, exactly then', async () => {
  let now = 0;
  const codes = createMemoryAdapter(() => now)('AuthorizationCode');
  await codes.upsert('c', { accountId: 'alice' }, 60);
  now = 59_999;
  expect(await codes.find('c')).toEqual({ accountId: 'alice' });
  now = 60_000;
  expect(await codes.find('c')).toBeUndefined();
});

it('marks a code as consumed, so that it works once', async () => {
  const codes = createMemoryAdapter(() => 5_000)('AuthorizationCode');
  await codes.upsert('c', { accountId: 'alice' }, 60);
  await codes.consume('c');
  expect(await codes.find('c')).toMatchObject({ consumed: 5 });
});

it('keeps models apart, and revokes by grant within one', async () => {
  const adapterOf = createMemoryAdapter(() => 0);
  const [codes, tokens] = [adapterOf('AuthorizationCode'), adapterOf('AccessToken')];
  await codes.upsert('x', { grantId: 'g' }, 60);
  await tokens.upsert('x', { grantId: 'g' }, 60);
  await tokens.upsert('y', { grantId: 'other' }, 60);
  await tokens.revokeByGrantId('g');
  expect(await codes.find('x')).toBeDefined();
  expect(await tokens.find('x')).toBeUndefined();
  expect(await tokens.find('y')).toBeDefined();
});

it('finds a session by its uid, whatever it is called now', async () => {
  const sessions = createMemoryAdapter(() => 0)('Session');
  await sessions.upsert('s1', { uid: 'u' }, 60);
  await sessions.destroy('s1');
  await sessions.upsert('s2', { uid: 'u', accountId: 'alice' }, 60);
  expect(await sessions.findByUid('u')).toEqual({ uid: 'u', accountId: 'alice' });
});

it('pushes the oldest out when a script begins sign-ins without end', async () => {
  const interactions = createMemoryAdapter(() => 0)('Interaction');
  for (let n = 0; n <= 1000; n += 1) await interactions.upsert(`i${n}`, {}, 60);
  expect(await interactions.find('i0')).toBeUndefined();
  expect(await interactions.find('i1000')).toEqual({});
});
