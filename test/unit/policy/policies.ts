import type { Policy } from '../../../app/policy/policy.ts';

export function policy(given: Partial<Policy> & { readonly id: string }): Policy {
  return {
    name: `Policy ${given.id}`,
    description: '',
    enabled: true,
    precedence: 1000,
    action: 'allow',
    filter: 'l4',
    traffic: '',
    identity: '',
    devicePosture: '',
    ...given,
  };
}

/** One rule as the API answers it. */
export function rule(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: '5b0a3c1e-0000-4000-8000-000000000001',
    name: 'Private range, weekly re-auth',
    description: '',
    precedence: 1000,
    enabled: true,
    action: 'allow',
    filters: ['l4'],
    traffic: 'net.dst.ip in {10.0.0.0/8}',
    identity: '',
    device_posture: '',
    rule_settings: {
      check_session: { enforce: true, duration: '168h0m0s' },
      notification_settings: null,
      l4override: null,
    },
    schedule: null,
    expiration: null,
    version: 1,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    deleted_at: null,
    ...given,
  };
}

export function envelope(result: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { success: true, errors: [], messages: [], result, ...more };
}
