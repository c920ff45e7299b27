import { canonicalName } from '../network/destination.ts';
import { readClientSession } from './access-duration.ts';
import type { JsonObject } from './api-kind.ts';
import { idleMembers, type Remark } from './decode-profile.ts';
import type { ImportedSettings } from './imported-settings.ts';

const aside = new Set([
  'id',
  'name',
  'auth_domain',
  'created_at',
  'updated_at',
  'account_id',
  'zone_id',
  'login_design',
  'warp_auth_session_duration',
  'allow_authenticate_via_warp',
]);

/** Decodes the Access organisation (DOMAIN.md §4.4 fact 16). */
export function decodeOrganisation(organisation: JsonObject, remark: Remark): ImportedSettings {
  const { name, auth_domain: domain } = organisation;
  const isHost = typeof domain === 'string' && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\.?$/i.test(domain);
  if (!isHost)
    remark('settings', `auth_domain ${JSON.stringify(domain)} is no host name; the team domain stays as it is`);
  const team = {
    ...(typeof name === 'string' && name !== '' ? { name: name.slice(0, 200) } : {}),
    ...(isHost ? { domain: canonicalName(domain) } : {}),
  };
  const idle = idleMembers(organisation, aside);
  if (idle.length > 0) remark('idle-settings', `has no part in the emulation: ${idle.join(', ')}`);
  const access = decodeClientSession(organisation, remark);
  return {
    ...(Object.keys(team).length === 0 ? {} : { team }),
    ...(Object.keys(access).length === 0 ? {} : { access }),
  };
}

/** "Authenticate with Cloudflare One Client" (DOMAIN.md §1.5 facts 33, 34). */
function decodeClientSession(
  { warp_auth_session_duration: text, allow_authenticate_via_warp: all }: JsonObject,
  remark: Remark,
): NonNullable<ImportedSettings['access']> {
  const reading = text === undefined || text === null || text === '' ? undefined : readClientSession(text);
  if (reading?.ok === false) remark('duration', `warp_auth_session_duration: ${reading.message}; it stays as it is`);
  return {
    ...(reading?.ok === true ? { clientSession: reading.duration } : {}),
    ...(typeof all === 'boolean' ? { appliesToAll: all } : {}),
  };
}
