import type { Snapshot } from '../../app/view/snapshot-shape.ts';

export type Generation = Snapshot['client']['generation'];
export type TabId = 'general' | 'connection' | 'account' | 'advanced';

/** What every generation says somewhere, each in its own words (DOMAIN.md §5.4, §5.5 fact 28, §5.1). */
export type GenerationWords = {
  readonly about: string;
  readonly reauthenticate: string;
  readonly logOut: string;
  /** Gives a device that belongs to nobody to whoever signs in. */
  readonly enrol: string;
  readonly resetKeys: string;
  readonly enterCode: string;
  readonly status: Readonly<Record<Snapshot['client']['status'] | 'Connecting', string>>;
  readonly modes: Readonly<Record<Snapshot['client']['mode'], string>>;
};

/** Up to 2026.1 (fact 17); modes by their older names. */
const classic: GenerationWords = {
  about: 'About WARP',
  reauthenticate: 'Re-Authenticate Session',
  logOut: 'Logout from Cloudflare Zero Trust',
  enrol: 'Login with Cloudflare Zero Trust',
  resetKeys: 'Reset Encryption Keys',
  enterCode: 'Enter code',
  status: {
    Connected: 'Connected',
    Connecting: 'Connecting',
    Disconnected: 'Disconnected',
    Unable: 'Unable to connect',
  },
  modes: {
    'traffic-and-dns': 'Gateway with WARP',
    'dns-only': 'Gateway with DoH',
    'traffic-only': 'Secure Web Gateway without DNS filtering',
    'local-proxy': 'Proxy mode',
    'posture-only': 'Device Information Only',
  },
};

/** From 2026.2 on (facts 18, 23). */
const panel: GenerationWords = {
  about: 'About',
  reauthenticate: 'Re-Authenticate',
  logOut: 'Logout',
  enrol: 'Zero Trust security',
  resetKeys: 'Reset keys',
  enterCode: 'Enter admin code',
  status: { Connected: 'Connected', Connecting: 'Connecting', Disconnected: 'Disconnected', Unable: 'Unable' },
  modes: {
    'traffic-and-dns': 'Traffic and DNS',
    'dns-only': 'DNS only',
    'traffic-only': 'Traffic only',
    'local-proxy': 'Local proxy',
    'posture-only': 'Posture only',
  },
};

const words: Readonly<Record<Generation, GenerationWords>> = { classic, panel, banner: panel };

export function wordsOf(generation: Generation): GenerationWords {
  return words[generation];
}

/** The gear menu and the tabs behind it. */
export const classicMenus = {
  gear: 'Menu',
  preferences: 'Preferences',
  localNetwork: 'Access Local Network',
  tabs: [
    { id: 'general', label: 'General' },
    { id: 'connection', label: 'Connection' },
    { id: 'account', label: 'Account' },
    { id: 'advanced', label: 'Advanced' },
  ],
} as const;

/** The pages of the newer clients and what stands on them. */
export const panelMenus = {
  pages: { profile: 'Profile', connectivity: 'Connectivity', settings: 'Settings', about: 'About' },
  account: 'Account information',
  keys: 'Encryption keys',
  disconnection: 'Temporarily disconnect Cloudflare One Client',
  localNetwork: 'Temporarily access local network resources',
  accessResources: 'Access resources',
  purpose: 'What would you like to use WARP for?',
  connect: 'Connect',
  disconnect: 'Disconnect',
} as const;

/** The code as the client shows it; a revoked registration is a variant of a missing one (DOMAIN.md §5.5 facts 31, 32). */
export function codeShown({ client, registration }: Pick<Snapshot, 'client' | 'registration'>): string | undefined {
  if (client.code !== 'CF_REGISTRATION_MISSING' || registration?.status !== 'revoked') return client.code;
  return `${client.code} (Revoked)`;
}

/** Whether an administrator keeps the user from switching the client off. */
export function isSwitchLocked({ client: { lock } }: Pick<Snapshot, 'client'>): boolean {
  return lock !== undefined && lock.unlockedUntil === undefined;
}

export const systems: Readonly<Record<Snapshot['client']['os'], string>> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
};
