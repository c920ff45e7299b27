import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type NamedText = readonly [name: string, text: string];

/** What `monday` and its like name: the environment that comes with the product, and the exports that it imports. */
export const acmeFiles: readonly NamedText[] = [
  'one-policy.environment.yaml',
  'one-policy.gateway-rules.json',
  'gateway-lists.json',
].map((name) => [name, readFileSync(join('examples', 'acme', name), 'utf8')]);

/** For a scenario that holds its environment: two destinations, and a limit of a day on one of them. */
export const smallEnvironment = `environment:
  version: 1
  name: Small
  team: { name: Acme, domain: acme.cloudflareaccess.com }
  clock: { startAt: 2026-03-02T09:00:00Z }
  people:
    alice: { name: Alice, email: alice@example.com }
  device: { name: dev-1, registeredTo: alice }
  destinations:
    wiki: { host: wiki.corp.internal, address: 10.20.0.10, ports: { 443: https } }
    git: { host: git.corp.internal, address: 10.20.0.11, ports: { 22: ssh } }
  policies:
    - { id: P1, name: Wiki, precedence: 10, traffic: net.dst.ip == 10.20.0.10, checkSession: 24h }
  dns: {}`;

/** With a step that repeats, a moment that is kept, two branches, and a step of a branch that fails on purpose. */
export const monday: NamedText = [
  'monday.scenario.yaml',
  `version: 1
id: monday
title: A push before the expiry
environment: one-policy.environment.yaml
steps:
  - at: 1h
    repeat: { every: 12h, times: 3 }
    do: { connect: wiki }
    expect: { verdict: allow }
  - at: 167h
    do: { checkpoint: just before }
  - at: 169h
    do: { connect: wiki }
    expect: { verdict: blocked_session, policy: 'Private range, weekly', notice: none }
branches:
  signs in in time:
    from: just before
    steps:
      - at: 167h30m
        do: { reauthenticate: alice }
        expect: { verdict: ok, age: 0s }
      - at: 169h
        do: { connect: wiki }
        expect: { verdict: allow }
  does nothing:
    from: just before
    steps:
      - at: 169h
        do: { connect: wiki }
        expect: { verdict: allow }
`,
];

/** One with two faults, in lines 7 and 10. */
export const faulty: NamedText = [
  'faulty.scenario.yaml',
  `version: 1
id: faulty
title: Two faults
environment: one-policy.environment.yaml
steps:
  - at: 1h
    do: { conect: wiki }
  - at: 2h
    do: { connect: wiki }
    expect: { verdict: blocked }
`,
];
