import { DecodeError } from '../errors.ts';
import { idOf, isDefault, nameOf, type Profile } from './join-profiles.ts';
import { isSameId } from './owner.ts';

type Warn = (at: Profile, code: string, message: string) => void;

/**
 * The profile to take: the wanted one by its name or id, else the default one, else the only one. Throws a `DecodeError`
 * when the wanted one is not there.
 */
export function chooseProfile(
  profiles: readonly Profile[],
  wanted: string | undefined,
  warn: Warn,
): Profile | undefined {
  const chosen = wanted === undefined ? findUsual(profiles) : findWanted(profiles, wanted);
  const [first] = profiles;
  if (first === undefined) return undefined;
  const others = profiles.filter((profile) => profile !== chosen).map(quoteName);
  if (chosen === undefined) {
    warn(
      first,
      'device-profiles',
      `none of these device profiles is the default one, so none is taken; name the one to take: ${others.join(', ')}`,
    );
  } else if (wanted === undefined && others.length > 0) {
    warn(
      chosen,
      'device-profiles',
      `device profile ${quoteName(chosen)} is taken. Which devices get another one is not evaluated (\`match\`); to take another one, name it: ${others.join(', ')}`,
    );
  }
  if (chosen?.object.enabled === false && !isDefault(chosen.object)) {
    warn(chosen, 'device-profiles', `device profile ${quoteName(chosen)} is disabled, and taken all the same`);
  }
  return chosen;
}

function findUsual(profiles: readonly Profile[]): Profile | undefined {
  return profiles.find(({ object }) => isDefault(object)) ?? (profiles.length === 1 ? profiles[0] : undefined);
}

function findWanted(profiles: readonly Profile[], wanted: string): Profile {
  const isNamed = (profile: Profile) => nameOf(profile).toLowerCase() === wanted.toLowerCase();
  const found = profiles.find(({ object }) => isSameId(idOf(object), wanted)) ?? profiles.find(isNamed);
  if (found !== undefined) return found;
  const there = profiles.length === 0 ? 'the files hold none' : `there is ${profiles.map(quoteName).join(', ')}`;
  throw new DecodeError([{ path: '', message: `no device profile is called "${wanted}": ${there}` }]);
}

const quoteName = (profile: Profile) => `"${nameOf(profile)}"`;
