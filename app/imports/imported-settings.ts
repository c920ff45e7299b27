import type { Access, ClientMode, Environment, FallbackDomain } from '../environment/environment.ts';

/** What an import sets of an environment besides policies and lists; what is absent stays as it is. */
export type ImportedSettings = {
  readonly team?: Partial<Environment['team']>;
  readonly client?: {
    readonly mode?: ClientMode;
    readonly allowedToLeave?: boolean;
    readonly switchLocked?: boolean;
    readonly splitTunnel?: Environment['client']['splitTunnel'];
  };
  readonly dns?: { readonly localDomainFallback: readonly FallbackDomain[] };
  readonly gateway?: { readonly tlsDecryption: boolean };
  readonly access?: Partial<Access>;
};

/** Makes an environment with imported settings in the place of its own. */
export function applySettings(environment: Environment, settings: ImportedSettings): Environment {
  const { team, client, dns, gateway, access } = settings;
  return {
    ...environment,
    ...(team === undefined ? {} : { team: { ...environment.team, ...team } }),
    ...(client === undefined ? {} : { client: { ...environment.client, ...client } }),
    ...(dns === undefined ? {} : { dns: { ...environment.dns, ...dns } }),
    ...(gateway === undefined ? {} : { gateway: { ...environment.gateway, ...gateway } }),
    ...(access === undefined ? {} : { access: { ...environment.access, ...access } }),
  };
}
