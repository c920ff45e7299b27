import { describe, expect, it } from 'vitest';
import { isAtPlace } from '../../../app/network/place.ts';

describe('an entry of Split Tunnels', () => {
  it('for a domain is that name alone, whatever its case', () => {
    expect(isAtPlace('Example.com', '192.0.2.1', 'example.COM')).toBe(true);
    expect(isAtPlace('example.com', '192.0.2.1', 'www.example.com')).toBe(false);
  });

  it('with a star is what is below the domain, and not the domain itself', () => {
    expect(isAtPlace('*.example.com', '192.0.2.1', 'a.b.example.com')).toBe(true);
    expect(isAtPlace('*.example.com', '192.0.2.1', 'example.com')).toBe(false);
    expect(isAtPlace('*.example.com', '192.0.2.1', 'notexample.com')).toBe(false);
  });

  it('for addresses looks at the address, not at the name', () => {
    expect(isAtPlace('192.0.2.0/24', '192.0.2.1', 'example.com')).toBe(true);
    expect(isAtPlace('192.0.2.0/24', '198.51.100.1', '192.0.2.1')).toBe(false);
  });
});
