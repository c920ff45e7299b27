/** A run in one file, out and in. */
export const bundleTexts = {
  heading: 'Bundle',
  make: 'Make a bundle',
  making: 'Every command is decided again under other names…',
  about:
    'One file of this run. It replays to the same verdicts on any machine, so that somebody else can look into it.',
  where: {
    node: (name: string) => `It is among your browser’s downloads, as ${name}.`,
    electron: (name: string) => `It lies where you saved it, as ${name}.`,
  },
  holds: (lines: string, size: string) => `${lines}, ${size}.`,
  redacted: (names: string) =>
    `${names} became others: people, groups, hosts, mail addresses, policies, lists, the device. Every verdict came out the same.`,
  dropped: 'Left out: descriptions, sources, comments, texts of DNS records, queries and secrets.',
  stays: 'Still there: IP addresses, ports, times and durations. Look through it before you hand it on.',
  whole: 'It is not redacted. Names, mail addresses, hosts and descriptions are in it: keep it to yourself.',
  check: 'Check it anywhere:',
  copy: 'Copy',
  again: 'Download again',
  failed: 'No bundle was made. The run is as it was.',
  keep: 'Names that may stay',
  keepHint: 'Words apart by spaces, such as corp intranet',
  retry: 'Try again',
  notRedacted: 'Not redacted…',
  warning: 'The file would hold every name, mail address, host and description of this run as it is.',
  sure: 'Make it, not redacted',
  opening: 'Replaying the bundle…',
  opened: (name: string, before: string) =>
    `${name} came out as it says, and is a run of its own now. It stands at its end. The run before is kept as ${before}.`,
  sheet: 'This run in one file, with other names for everybody in it.',
} as const;
