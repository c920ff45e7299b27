import type { RunningHost } from '../compose.ts';

export type Announcement = {
  readonly launchUrl: string;
  /** Of the views: what was asked for and what was to be had. */
  readonly port: { readonly wanted: number; readonly got: number };
  readonly addresses: Readonly<Record<string, string>>;
  readonly remarks: readonly string[];
};

/** What a person at the terminal needs once the emulator runs, line by line. */
export function announce({ launchUrl, port, addresses, remarks }: Announcement): string[] {
  const { proxy, dns, pac } = addresses;
  return [
    `WARP Session Emulator is ready: ${launchUrl}`,
    ...(proxy === undefined ? [] : [`  proxy  ${proxy}  (SOCKS5 and HTTP)`]),
    ...(dns === undefined ? [] : [`  DNS    ${dns}  (UDP and TCP)`]),
    ...(pac === undefined ? [] : [`  PAC    ${pac}`]),
    ...(port.wanted === 0 || port.wanted === port.got
      ? []
      : [`Port ${port.wanted} is taken, so the views are on ${port.got}.`]),
    ...remarks,
    'Press Ctrl-C to stop.',
  ];
}

/** Only what is listening. */
export function addressesOf({ snapshots }: RunningHost): Record<string, string> {
  const entries = Object.entries(snapshots.latest().addresses);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
