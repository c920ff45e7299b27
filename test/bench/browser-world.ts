import { environmentOf } from '../load/policies-world.ts';

/** One destination stands outside of all checks, where any number of connections stays open. */
export function labEnvironment(policies: number): object {
  return environmentOf(policies, {
    destinations: 40,
    ports: { 9000: 'tcp-echo' },
    others: { public: { host: 'public.example.com', address: '198.51.100.20', ports: { 9000: 'tcp-echo' } } },
  });
}
