type Ports = Readonly<Record<number, unknown>>;

/**
 * As many policies, every one for a network of its own and every second one with a session check; destinations are spread
 * over them, each with `ports`. `others` stand beside.
 */
export function environmentOf(
  policies: number,
  {
    destinations,
    ports,
    others = {},
  }: { readonly destinations: number; readonly ports: Ports; readonly others?: object },
): object {
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
      ...others,
      ...Object.fromEntries(
        Array.from({ length: destinations }, (_, index) => [
          `d${index}`,
          { host: `d${index}.corp.internal`, address: `${net(at(index))}.${index + 1}`, ports },
        ]),
      ),
    },
  };
}
