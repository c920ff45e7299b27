import type { environmentTexts } from '../../shared/texts/environment.ts';
import { type Place, startsWith } from './place.ts';

export type SectionName = keyof typeof environmentTexts.sections;

/** The places that a part of the form shows, in order; a mapping stands for all of its keys that no other part has. */
export const sections: Readonly<Record<SectionName, readonly Place[]>> = {
  team: [['name'], ['team'], ['clock']],
  people: [['people']],
  device: [['device'], ['client']],
  tunnel: [['client', 'splitTunnel']],
  dns: [['dns']],
  destinations: [['destinations']],
  posture: [['device', 'posture']],
  identity: [['identity']],
  notice: [['notification'], ['whatIf']],
  person: [['person']],
  actors: [['actors']],
  gateway: [['gateway'], ['access']],
  policies: [['policies'], ['lists'], ['warnings']],
  assumptions: [['assumptions']],
};

export const sectionNames = Object.keys(sections) as SectionName[];

/** The one place that a part is about, as the file has it; `undefined` for a part of several. */
export function headOf(name: SectionName): string | undefined {
  const [head, ...others] = sections[name];
  return others.length > 0 || head === undefined ? undefined : head.join('.');
}

/** The part of the form that shows a place. */
export function sectionOf(place: Place): SectionName | undefined {
  if (place.length === 0) return undefined;
  const heads = sectionNames.flatMap((name) => sections[name].map((head) => ({ name, head })));
  const holding = heads.filter(({ head }) => startsWith(place, head));
  return holding.toSorted((one, other) => other.head.length - one.head.length)[0]?.name;
}

/** Sections whose entries people name, and what a new one begins with. */
export const newEntries: Readonly<Record<string, { readonly key: string; readonly value: unknown }>> = {
  people: { key: 'person', value: { name: 'New person', email: 'new@example.com', groups: [] } },
  destinations: {
    key: 'destination',
    value: { host: 'new.corp.internal', address: '10.20.9.9', ports: { 443: 'https' }, up: true },
  },
  actors: { key: 'program', value: { does: { resolve: 'new.corp.internal' }, every: '5m' } },
  'access.applications': { key: 'application', value: { destinations: ['new.corp.internal'] } },
  'dns.localDomainFallback': { key: '', value: { suffix: 'new.internal', resolver: '10.0.0.53', transport: 'udp' } },
  'dns.records': { key: '', value: { name: 'new.corp.internal', type: 'A', address: '10.20.9.9' } },
  'person.day': {
    key: '',
    value: { is: 'work', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
  },
};

/** What a shape begins with when somebody chooses it. */
export const newShapes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'actors.*.does': {
    resolve: { resolve: 'new.corp.internal' },
    connect: { connect: 'new.corp.internal', port: 443 },
    fetch: { fetch: 'https://new.corp.internal/' },
  },
  'actors.*.hours': { whole: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' } },
  'identity.issuer': { whole: { url: 'https://idp.example.com/', clientId: 'warp' } },
};

/** Fields that name one of the people. */
export const naming: Readonly<Record<string, 'one' | 'several'>> = {
  'device.registeredTo': 'one',
  'identity.browser.remembers': 'one',
  'identity.locked': 'several',
  'identity.denied': 'several',
};

/** What `name`, numbered where that is taken, comes to. */
export function freeKey(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const key = `${name}-${number}`;
    if (!taken.includes(key)) return key;
  }
}
