const destinations = 40;

/**
 * As many policies, every one for a network of its own and every second one with a session check; destinations are spread
 * over them, and one stands outside of all checks, where any number of connections stays open.
 */
export function environmentOf(policies: number): object {
  const net = (index: number) => `10.${index >> 8}.${index & 255}`;
  const at = (index: number) => Math.floor(((index + 0.5) * policies) / destinations);
  return {
    version: 1,
    name: `${policies} policies`,
    team: { name: 'Acme', domain: 'acme.cloudflareaccess.com' },
    clock: { startAt: '2026-03-02T09:00:00Z' },
    people: { alice: { name: 'Alice', email: 'alice@example.com', groups: ['staff'] } },
    device: { name: 'dev-1', os: 'linux', registeredTo: 'alice' },
    dns: { localDomainFallback: [{ suffix: 'corp.internal', resolver: '10.255.0.53' }] },
    policies: Array.from({ length: policies }, (_, index) => ({
      ...{ id: `P${index}`, name: `Network ${index}`, precedence: index, action: 'allow', filter: 'l4' },
      traffic: `net.dst.ip in {${net(index)}.0/24}`,
      ...(index % 2 === 0 ? { checkSession: '168h' } : {}),
    })),
    destinations: {
      dns: { host: 'ns.corp.internal', address: '10.255.0.53', ports: { 53: 'dns' } },
      public: { host: 'public.example.com', address: '198.51.100.20', ports: { 9000: 'tcp-echo' } },
      ...Object.fromEntries(
        Array.from({ length: destinations }, (_, index) => [
          `d${index}`,
          { host: `d${index}.corp.internal`, address: `${net(at(index))}.${index + 1}`, ports: { 9000: 'tcp-echo' } },
        ]),
      ),
    },
  };
}
