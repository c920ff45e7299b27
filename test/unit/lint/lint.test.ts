import { describe, expect, it } from 'vitest';
import { lintPolicies } from '../../../app/lint/lint.ts';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';
import { world } from '../../support/worlds.ts';

const codesOf = (policies: object[], lists: object[] = []) =>
  lintPolicies(world({ policies, lists })).map(({ code, policy }) => `${code} ${policy.id}`);
const checked = (traffic: string, more: object = {}) => ({
  id: 'P1',
  precedence: 1,
  traffic,
  checkSession: '168h',
  ...more,
});

describe('the lint “whole-private-range”', () => {
  it.each([
    'net.dst.ip in {10.0.0.0/8}',
    'net.dst.ip in {10.0.0.0/9 10.128.0.0/9}',
    'net.dst.ip in {172.16.0.0/12 192.0.2.1}',
    'net.dst.ip in {10.0.0.0..10.200.0.0 10.100.0.0..10.255.255.255}',
    'net.dst.ip in {192.168.0.0/16} or net.dst.ip == 10.0.0.1',
    'net.dst.ip in $inside',
    '',
  ])('finds %s', (traffic) => {
    const inside = { id: 'inside', type: 'IP', values: ['10.0.0.0/8'] };
    expect(codesOf([checked(traffic)], [inside])).toEqual(['whole-private-range P1']);
  });

  it.each([
    ['part of a range', checked('net.dst.ip in {10.0.0.0/9}')],
    ['a range with a hole', checked('net.dst.ip in {10.0.0.0/9 10.128.0.1..10.255.255.255}')],
    ['one port of it', checked('net.dst.ip in {10.0.0.0/8} and net.dst.port == 443')],
    ['a range without a check', checked('net.dst.ip in {10.0.0.0/8}', { checkSession: null })],
    [
      'a check that is switched off',
      checked('net.dst.ip in {10.0.0.0/8}', { checkSession: { enforce: false, duration: '1h' } }),
    ],
    ['a disabled policy', checked('net.dst.ip in {10.0.0.0/8}', { enabled: false })],
    ['all but one address', checked('not(net.dst.ip == 10.0.0.1)')],
  ])('lets %s be', (_what, { checkSession, ...policy }) => {
    expect(codesOf([checkSession === null ? policy : { ...policy, checkSession }])).toEqual([]);
  });
});

describe('the lint for broken checks', () => {
  it('finds a duration that can’t be read, with how to write it', () => {
    const [finding] = lintPolicies(world({ policies: [checked('net.dst.ip == 10.0.0.1', { checkSession: '7d' })] }));
    expect(finding).toMatchObject({
      code: 'unreadable-duration',
      severity: 'error',
      fix: expect.stringContaining('168h'),
    });
  });

  it('finds a check where there can be none', () => {
    expect(codesOf([checked('net.dst.ip == 10.0.0.1', { action: 'block' })])).toEqual(['misplaced-check P1']);
  });
});

describe('lint', () => {
  it('finds the mistake in the shipped example of it, and nothing in the recommended design', async () => {
    const load = (name: string) => loadEnvironmentFile(`examples/acme/${name}.environment.yaml`);
    expect(lintPolicies(await load('one-policy')).map(({ code }) => code)).toContain('whole-private-range');
    expect(lintPolicies(await load('per-application'))).toEqual([]);
  });

  it('names errors first', () => {
    const codes = codesOf([
      checked('net.dst.ip == 10.0.0.1', { action: 'block' }),
      { ...checked('net.dst.ip in {10.0.0.0/8}'), id: 'P2' },
    ]);
    expect(codes).toEqual(['whole-private-range P2', 'misplaced-check P1']);
  });
});
