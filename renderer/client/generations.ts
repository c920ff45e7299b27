import type { Snapshot } from '../../app/view/snapshot-shape.ts';

export type Generation = Snapshot['client']['generation'];
export type TabId = 'general' | 'connection' | 'account' | 'advanced';

/** Labels and places of one client generation (DOMAIN.md §5.4). */
export type GenerationWords = {
  readonly gear: string;
  readonly preferences: string;
  readonly about: string;
  readonly tabs: readonly { readonly id: TabId; readonly label: string }[];
  readonly reauthenticate: string;
  /** Gives a device that belongs to nobody to whoever signs in. */
  readonly enrol: string;
  readonly status: Readonly<Record<Snapshot['client']['status'], string>>;
  readonly modes: Readonly<Record<Snapshot['client']['mode'], string>>;
};

/** Up to 2026.1: gear icon › Preferences › Account › Re-Authenticate Session (fact 17); modes by their older names (§5.1). */
const classic: GenerationWords = {
  gear: 'Menu',
  preferences: 'Preferences',
  about: 'About WARP',
  tabs: [
    { id: 'general', label: 'General' },
    { id: 'connection', label: 'Connection' },
    { id: 'account', label: 'Account' },
    { id: 'advanced', label: 'Advanced' },
  ],
  reauthenticate: 'Re-Authenticate Session',
  enrol: 'Login with Cloudflare Zero Trust',
  status: { Connected: 'Connected', Disconnected: 'Disconnected', Unable: 'Unable to connect' },
  modes: {
    'traffic-and-dns': 'Gateway with WARP',
    'dns-only': 'Gateway with DoH',
    'traffic-only': 'Secure Web Gateway without DNS filtering',
    'local-proxy': 'Proxy mode',
    'posture-only': 'Device Information Only',
  },
};

const drawn: Partial<Record<Generation, GenerationWords>> = { classic };

export function isDrawn(generation: Generation): boolean {
  return drawn[generation] !== undefined;
}

/** The words of a generation; those of the classic client stand in for one that is not drawn yet. */
export function wordsOf(generation: Generation): GenerationWords {
  return drawn[generation] ?? classic;
}

/** From the gear to the button, as one reads it aloud. */
export function pathOf(words: GenerationWords): readonly string[] {
  const account = words.tabs.find((tab) => tab.id === 'account')?.label ?? '';
  return ['the gear', words.preferences, account, words.reauthenticate];
}

/** The code that the client shows under its status, when it shows one (DOMAIN.md §5.5 facts 31, 32). */
export function codeOf({ user, device, client }: Pick<Snapshot, 'user' | 'device' | 'client'>): string | undefined {
  if (client.status === 'Connected') return undefined;
  if (!user) return 'CF_REGISTRATION_MISSING';
  return device.online ? undefined : 'CF_NO_NETWORK';
}

export const systems: Readonly<Record<Snapshot['client']['os'], string>> = {
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
};
