import { describe, expect, it } from 'vitest';
import { findStranger } from '../../../app/lint/stranger.ts';

describe('a pattern of addresses', () => {
  it.each([
    ['.*@example.com', 'user@example.com.attacker.example'],
    ['.*@example.com$', undefined],
    ['@mail.example.com$', 'user@mailxexample.com'],
    ['example\\.com$', 'user@attacker-example.com'],
    ['@example\\.com', 'user@example.com.attacker.example'],
    ['^[a-z]+@(example|acme)\\.com', 'user@acme.com.attacker.example'],
    ['(.*\\.)?example\\.com$', 'user@attacker-example.com'],
    ['(?i)EXAMPLE\\.COM', 'user@example.com.attacker.example'],
    ['^alice@example\\.com$|bob@example\\.com', 'bob@example.com.attacker.example'],
  ])('%s also takes %s', (pattern, address) => {
    expect(findStranger(pattern)?.address).toBe(address);
  });

  it.each([
    '^[^@]+@example\\.com$',
    '@example\\.com$',
    '^.*@(example|acme)\\.com$',
    '^[^@]+@([a-z]+\\.)*example\\.com$',
    '^.*$',
    'staff',
    '(',
  ])('%s takes nobody who was not meant', (pattern) => {
    expect(findStranger(pattern)).toBeUndefined();
  });
});
