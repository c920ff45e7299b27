import type { RunningHost } from './compose.ts';

export type Announcement = {
  readonly launchUrl: string;
  readonly addresses: Readonly<Record<string, string>>;
  readonly remarks: readonly string[];
};

/** What a person at the terminal needs once the emulator runs, line by line. */
export function announce({ launchUrl, addresses, remarks }: Announcement): string[] {
  const { proxy, dns, pac } = addresses;
  return [
    `WARP Session Emulator is ready: ${launchUrl}`,
    ...(proxy === undefined ? [] : [`  proxy  ${proxy}  (SOCKS and HTTP)`]),
    ...(dns === undefined ? [] : [`  DNS    ${dns}  (UDP and TCP)`]),
    ...(pac === undefined ? [] : [`  PAC    ${pac}`]),
    ...remarks,
    'Press Ctrl-C to stop.',
  ];
}

/** Only what is listening. */
export function addressesOf({ snapshots }: RunningHost): Record<string, string> {
  const entries = Object.entries(snapshots.latest().addresses);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
