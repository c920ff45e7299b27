import type { Environment } from '../../app/environment/environment.ts';
import { world } from './worlds.ts';

/** An environment in which every key stands that one may have, but for those that only an import writes. */
export function worldOfEveryKey(): Environment {
  return world({
    client: { adminOverride: '1h', autoConnect: '5m', splitTunnel: { entries: ['*.corp.internal', '10.0.0.0/8'] } },
    device: { clockSkew: '-26h', posture: { disk: 'failed' } },
    policies: [
      { id: 'P1', precedence: 10, action: 'resolve', filter: 'dns_resolver', resolvers: ['10.0.0.53'] },
      { id: 'P2', precedence: 20, checkSession: { enforce: false, duration: '168h' } },
    ],
    lists: [{ id: 'L1', name: 'offices', type: 'IP', values: ['10.20.0.0/16'] }],
    destinations: {
      wiki: { delay: '2s', surface: 'reset', facts: { 'net.dst.geo.country': 'DE' } },
      own: { host: 'own', address: 'fd00::1', ports: { 8080: { upstream: '[::1]:3000' } }, outside: true },
      git: null,
      helpdesk: null,
    },
    dns: {
      records: [
        { name: 'a.corp.internal', type: 'A', address: '10.20.0.11' },
        { name: 'docs.corp.internal', type: 'CNAME', host: 'wiki.corp.internal' },
        { name: 'corp.internal', type: 'TXT', text: ['x'] },
        { name: '_ldap._tcp.corp.internal', type: 'SRV', port: 389, host: 'ns.corp.internal' },
      ],
    },
    identity: {
      host: 'idp.example.com',
      maxAge: '12h',
      locked: ['bob'],
      denied: ['bob'],
      browser: { remembers: 'alice' },
      issuer: { url: 'https://login.example.com/', clientId: 'emulator' },
    },
    person: { day: [{ is: 'night', from: '22:00', to: '24:00' }] },
    actors: {
      mail: { does: { connect: '10.20.0.10', port: 443 }, onWake: '3s' },
      names: { does: { resolve: 'wiki.corp.internal' }, every: '5m' },
      tab: { does: { fetch: 'https://wiki.corp.internal/' }, every: '15m', hours: { from: '08:00', to: '18:00' } },
    },
    access: {
      clientSession: '24h',
      applications: {
        hr: { destinations: ['10.20.0.20'], ports: [443], usesClientSession: true, clientSession: '1h' },
      },
    },
    whatIf: { repeatEvery: '1h', warnBefore: '30m' },
  });
}
