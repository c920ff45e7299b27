import type { ResultOf } from '../../app/bridge/contract.ts';
import type { BundleInspection } from '../../app/bundle/inspect-bundle.ts';
import type { BundleReplay, ReplayDifference } from '../../app/bundle/replay-bundle.ts';
import { shorten } from '../../app/environment/say-issue.ts';
import { parseInstant, sayInstant } from '../../app/time/calendar.ts';
import { numberOf } from '../../app/view/number-of.ts';
import { alignRows, joinParagraphs, sayBytes, wrapText } from './text.ts';

type Made = Omit<ResultOf<'bundle.make'>, 'id' | 'name'>;

export function sayMade(path: string, made: Made): string {
  const size = `${numberOf(made.lines, 'line', 'lines')}, ${sayBytes(made.bytes)}`;
  return joinParagraphs(
    [`${path} holds the run ${sayStretch(made.from, made.to)} (${size}).`],
    made.redacted
      ? [
          `${numberOf(made.renamed, 'name has', 'names have')} become others, and every verdict came out the same. Addresses stay.`,
        ]
      : ['It is not redacted: names, mail addresses, hosts and descriptions are in it.'],
    [`Check it anywhere: warp-emu bundle replay ${path}`],
  );
}

export function sayReplay(replay: BundleReplay): string {
  const { same, difference, stateHash, engine, commands, verdicts, product } = replay;
  const made =
    engine.bundle === engine.here
      ? []
      : [`Made by engine ${engine.bundle} (version ${product.version}); this is ${engine.here}.`];
  const told = [
    `${numberOf(commands, 'command', 'commands')} decided again, ${sayStretch(replay.from, replay.to)}.`,
    ...made,
  ];
  if (difference !== undefined) return joinParagraphs(['✗ It comes out differently.'], sayDifference(difference), told);
  if (same) return joinParagraphs(['✓ Same verdicts, same hash.'], sayCounts(verdicts), told, [stateHash.expected]);
  const why =
    stateHash.got === stateHash.expected
      ? '✗ Every command comes out the same, but the file is not as it was made: something in it that decides nothing was changed.'
      : `✗ Every command comes out the same, but the end does not: the file tells the hash ${stateHash.expected}, and the state has ${stateHash.got ?? 'none'}.`;
  return joinParagraphs([why], told);
}

function sayDifference({ n, line, at, command, path, expected, got }: ReplayDifference): string[] {
  return [
    `First at command ${n}, ${command}, ${sayMoment(at)} (line ${line} of the file):`,
    ...alignRows([
      ['place', path === '' ? 'its events' : `events${path}`],
      ['expected', sayValue(expected)],
      ['got', sayValue(got)],
    ]),
  ];
}

export function sayInspection(bundle: BundleInspection): string {
  const { product, engine, redaction, begins, device, user, policies, notices, stateHash } = bundle;
  return joinParagraphs(
    wrapText(bundle.sentence, ''),
    alignRows([
      ['environment', bundle.environment],
      ['device', `${device.name} (${device.os})`],
      ...(user === undefined
        ? []
        : [['user', `${user.name}, ${user.email}; last sign-in ${sayMoment(user.lastSignInAt)}`]]),
      ['time', sayStretch(bundle.from, bundle.to)],
      ['begins', sayBeginning(begins)],
      ['lines', String(bundle.lines)],
      ['made by', `${product.name} ${product.version}, engine ${engine}`],
    ]),
    sayRedaction(redaction, bundle.renamed),
    ['Attempts', ...sayCounts(bundle.verdicts)],
    notices.length === 0
      ? ['No notice came due.']
      : [
          'Notices',
          ...alignRows(
            notices.map(({ at, policy, fate, refusedSince }) => [
              sayMoment(at),
              fate,
              policy.name,
              refusedSince === 0 ? '' : `${refusedSince} refused since`,
            ]),
          ),
        ],
    [
      'Policies',
      ...alignRows(policies.map(({ name, enabled, limit }) => [name, limit ?? 'no limit', enabled ? '' : 'off'])),
    ],
    [
      stateHash.same
        ? `State hash ${stateHash.recorded}: what is recorded comes to it. Whether it is decided so, only replay proves.`
        : `State hash ${stateHash.recorded} is claimed, and what is recorded comes to ${stateHash.folded}.`,
      ...(bundle.unchanged ? [] : ['The file was changed after it was made.']),
    ],
  );
}

function sayRedaction(redaction: BundleInspection['redaction'], renamed: number): string[] {
  if (redaction.is === 'whole') return ['Not redacted: it holds everything as it was logged.'];
  const { kept, stays, dropped } = redaction;
  return [
    `Redacted: ${numberOf(renamed, 'name is', 'names are')} others than in the run.`,
    ...wrapText(`Left out: ${dropped.join(', ')}.`, '  '),
    ...wrapText(`Still there: ${stays.join(', ')}.`, '  '),
    ...(kept.length === 0 ? [] : wrapText(`Kept on request: ${kept.join(', ')}.`, '  ')),
  ];
}

function sayBeginning({ with: begins, at, why }: BundleInspection['begins']): string {
  switch (begins) {
    case 'run':
      return 'with the run';
    case 'branch':
      return 'where the run branched off another one';
    case 'state':
      return why === 'asked-for'
        ? `with the state of ${sayMoment(at)}, as was asked for`
        : `with the state of ${sayMoment(at)}: what was before is no longer kept`;
  }
}

function sayCounts(counts: Readonly<Record<string, number>>): string[] {
  const rows = Object.entries(counts).map(([name, count]) => [name, String(count)]);
  return rows.length === 0 ? ['  none'] : alignRows(rows);
}

function sayStretch(from: string, to: string): string {
  return `from ${sayMoment(from)} to ${sayMoment(to)}`;
}

function sayMoment(at: string): string {
  return sayInstant(parseInstant(at) ?? 0);
}

function sayValue(value: unknown): string {
  return value === undefined ? 'nothing' : shorten(JSON.stringify(value), 300);
}
