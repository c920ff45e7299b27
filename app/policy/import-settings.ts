import type { ApiContents, Found } from './api-shape.ts';
import { chooseProfile } from './choose-profile.ts';
import { decodeOrganisation } from './decode-organisation.ts';
import { decodeProfile } from './decode-profile.ts';
import type { ImportedSettings } from './imported-settings.ts';
import { joinProfiles, nameOf } from './join-profiles.ts';
import type { ImportWarning } from './policy.ts';

export type SettingsOptions = {
  /** Name or id of the device profile to take; absent: the default one. */
  readonly profile?: string;
};

export type SettingsReading = {
  readonly settings?: ImportedSettings;
  readonly warnings: readonly ImportWarning[];
};

/**
 * Decodes device profiles, their entries that were exported apart, and the Access organisation (DOMAIN.md §4.4). Throws
 * a `DecodeError` when the wanted profile is not there.
 */
export function importSettings(found: ApiContents['found'], { profile: wanted }: SettingsOptions): SettingsReading {
  const warnings: ImportWarning[] = [];
  const warn = ({ file, line }: Pick<Found, 'file' | 'line'>, code: string, message: string) => {
    warnings.push({ code, message, file, line });
  };
  let settings: ImportedSettings = {};
  const profile = chooseProfile(joinProfiles(found, warn), wanted, warn);
  if (profile !== undefined) {
    const name = `device profile "${nameOf(profile)}"`;
    settings = decodeProfile(profile.object, (code, text) => warn(profile, code, `${name}: ${text}`));
  }
  const [organisation, ...others] = found.get('organisation') ?? [];
  if (organisation !== undefined) {
    const remark = (code: string, text: string) => warn(organisation, code, `the Access organisation: ${text}`);
    settings = { ...settings, ...decodeOrganisation(organisation.object, remark) };
  }
  for (const other of others) warn(other, 'duplicate-organisation', 'a second Access organisation was left out');
  return { warnings, ...(Object.keys(settings).length === 0 ? {} : { settings }) };
}
