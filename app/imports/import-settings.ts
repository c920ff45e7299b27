import type { ImportWarning, PolicyImport } from '../policy/policy.ts';
import { isObject, type JsonObject } from './api-kind.ts';
import type { ApiContents, Found } from './api-shape.ts';
import { chooseProfile } from './choose-profile.ts';
import { decodeOrganisation } from './decode-organisation.ts';
import { decodeProfile, idleMembers, type Remark } from './decode-profile.ts';
import { importApplications } from './import-applications.ts';
import type { ImportedSettings } from './imported-settings.ts';
import { joinProfiles, nameOf } from './join-profiles.ts';

export type SettingsOptions = {
  /** Name or id of the device profile to take; absent: the default one. */
  readonly profile?: string;
};

export type SettingsReading = Pick<PolicyImport, 'settings' | 'profiles' | 'warnings'>;

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
  const all = joinProfiles(found, warn);
  const profile = chooseProfile(all, wanted, warn);
  if (profile !== undefined) {
    const name = `device profile "${nameOf(profile)}"`;
    settings = decodeProfile(profile.object, (code, text) => warn(profile, code, `${name}: ${text}`));
  }
  const [organisation, ...others] = found.get('organisation') ?? [];
  if (organisation !== undefined) {
    const remark = (code: string, text: string) => warn(organisation, code, `the Access organisation: ${text}`);
    settings = { ...settings, ...decodeOrganisation(organisation.object, remark) };
  }
  const [configuration] = found.get('configuration') ?? [];
  if (configuration !== undefined) {
    const remark = (code: string, text: string) => warn(configuration, code, `Gateway’s account settings: ${text}`);
    settings = { ...settings, ...decodeConfiguration(configuration.object, remark) };
  }
  const applications = importApplications(found.get('application') ?? [], warn);
  if (applications !== undefined) settings = { ...settings, access: { ...settings.access, applications } };
  for (const other of others) warn(other, 'duplicate-organisation', 'a second Access organisation was left out');
  const names = all.map(nameOf);
  const taken = profile === undefined ? {} : { taken: nameOf(profile) };
  return {
    warnings,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(names.length < 2 ? {} : { profiles: { names, ...taken } }),
  };
}

/** Gateway's account settings: of them the emulator has TLS decryption. */
function decodeConfiguration({ settings }: JsonObject, remark: Remark): Pick<ImportedSettings, 'gateway'> {
  if (!isObject(settings)) return {};
  const idle = idleMembers(settings, new Set(['tls_decrypt']));
  if (idle.length > 0) remark('idle-settings', `has no part in the emulation: ${idle.join(', ')}`);
  const { tls_decrypt: decrypt } = settings;
  return isObject(decrypt) && typeof decrypt.enabled === 'boolean'
    ? { gateway: { tlsDecryption: decrypt.enabled } }
    : {};
}
