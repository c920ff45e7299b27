import { numberOf } from '../view/number-of.ts';
import type { JsonObject } from './api-kind.ts';
import type { ApiContents, Found } from './api-shape.ts';
import { isSameId, profileIn } from './owner.ts';

type Place = Pick<Found, 'file' | 'line'>;
export type Profile = Place & { readonly object: JsonObject };
type Member = 'exclude' | 'include' | 'fallback_domains';
type Loose = Place & { readonly owner: string | undefined; readonly member: Member; readonly entries: JsonObject[] };
type Warn = (at: Place, code: string, message: string) => void;

/** The device profiles, with the entries that `/exclude`, `/include` and `/fallback_domains` answer put into them. */
export function joinProfiles(found: ApiContents['found'], warn: Warn): readonly Profile[] {
  const profiles: Profile[] = [...(found.get('profile') ?? [])];
  for (const loose of collectLoose(found, warn)) {
    const index = profiles.findIndex((profile) => isOf(profile, loose.owner));
    const known = profiles[index];
    if (known === undefined) profiles.push(makeProfile(loose));
    else if (!Array.isArray(known.object[loose.member])) profiles[index] = withEntries(known, loose);
    else if (!isSame(known.object[loose.member], loose.entries)) {
      warn(
        loose,
        'profile-entries',
        `${loose.member} of device profile "${nameOf(known)}" was exported twice, differently; what stands in the profile counts`,
      );
    }
  }
  return profiles;
}

export function nameOf({ object }: Profile): string {
  if (typeof object.name === 'string' && object.name !== '') return object.name;
  return isDefault(object) ? 'Default' : idOf(object) || 'without a name';
}

/** The default profile alone matches every device. */
export function isDefault(object: JsonObject): boolean {
  if (typeof object.default === 'boolean') return object.default;
  return idOf(object) === '' && !object.match;
}

export function idOf({ policy_id: own, id }: JsonObject): string {
  return typeof own === 'string' ? own : typeof id === 'string' ? id : '';
}

function isOf({ object }: Profile, owner: string | undefined): boolean {
  return owner === undefined ? isDefault(object) : isSameId(idOf(object), owner);
}

function collectLoose(found: ApiContents['found'], warn: Warn): readonly Loose[] {
  const collected: Loose[] = [];
  const collect = ({ names, file, line, object, owner: named = profileIn(names) }: Found, member: Member) => {
    const owner = named === '' ? undefined : named;
    const known = collected.find((one) => one.member === member && one.owner === owner);
    if (known === undefined) collected.push({ owner, member, entries: [object], file, line });
    else known.entries.push(object);
  };
  const homeless: Found[] = [];
  for (const one of found.get('route') ?? []) {
    const mode = modeIn(one.names);
    if (mode === undefined) homeless.push(one);
    else collect(one, mode);
  }
  for (const one of found.get('fallback') ?? []) collect(one, 'fallback_domains');
  const [first] = homeless;
  if (first !== undefined) {
    const said = numberOf(homeless.length, 'Split Tunnels entry was', 'Split Tunnels entries were');
    warn(
      first,
      'entries-without-mode',
      `${said} left out, since nothing says whether exclude or include: put that word into the file’s name`,
    );
  }
  return collected;
}

function modeIn(names: readonly string[]): 'exclude' | 'include' | undefined {
  for (const name of names) {
    const found = name
      .match(/exclude|include/gi)
      ?.at(-1)
      ?.toLowerCase();
    if (found === 'exclude' || found === 'include') return found;
  }
  return undefined;
}

function makeProfile({ owner, member, entries, file, line }: Loose): Profile {
  const identity = owner === undefined ? { default: true } : { policy_id: owner };
  return { object: { ...identity, [member]: entries }, file, line };
}

function withEntries(profile: Profile, { member, entries }: Loose): Profile {
  return { ...profile, object: { ...profile.object, [member]: entries } };
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
