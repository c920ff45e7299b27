import type { ResultOf } from '../../app/bridge/contract.ts';
import { unreadWords } from '../../app/view/unread-words.ts';
import { joinParagraphs, wrapText } from './text.ts';

type Draft = ResultOf<'ticket.draft'>;

/** What there is to say of a draft: what speaks against it, what is missing, what was read and what not, which case it may be. */
export function sayDraft(
  { doubts, missing, taken, read, unread, moreUnread, suggestion, ...draft }: Draft,
  file?: string,
): string {
  return joinParagraphs(
    [file === undefined ? `${draft.name}.` : `${file} holds the draft “${draft.name}”.`],
    ...listed(
      'What does not fit',
      doubts.map((text) => wrapText(text, '  ')),
    ),
    ...listed(
      'Missing, what decides most first',
      missing.map(({ title, why, how }, index) => [
        ...hang(`  ${index + 1}. `, wrapText(`${title}. ${why}`, '     ')),
        ...wrapText(`→ ${how}`, '     '),
      ]),
    ),
    ...listed('Taken', [...taken.map(({ place, value, from }) => wrapText(`${place}: ${value} (${from})`, '  '))]),
    ...listed(`Unread (${unread.length + moreUnread})`, unreadLines(unread, moreUnread)),
    ...(read.length > 0 ? [[`Read: ${read.join(', ')}`]] : []),
    ...listed(
      'What it could be',
      suggestion.candidates.map(({ id, title }, index) => [`  ${index + 1}. ${id}  ${title}`]),
    ),
    ...splitLines(suggestion),
    nextSteps(draft, file),
  );
}

function listed(heading: string, items: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return items.length === 0 ? [] : [[heading, ...items.flat()]];
}

/** Puts a mark into the indent of the first line. */
function hang(mark: string, [first = '', ...rest]: readonly string[]): readonly string[] {
  return [`${mark}${first.trimStart()}`, ...rest];
}

/** By reason, since sixty files are many lines. */
function unreadLines(unread: Draft['unread'], more: number): readonly (readonly string[])[] {
  const reasons = [...new Set(unread.map(({ why }) => why))];
  const lines = reasons.map((why) => {
    const places = unread.filter((one) => one.why === why).map(sayPlace);
    return wrapText(`${unreadWords[why]}: ${places.join(', ')}`, '  ');
  });
  return more === 0 ? lines : [...lines, [`  … and ${more} more`]];
}

function sayPlace({ file, line, key }: Draft['unread'][number]): string {
  return `${file}${line === undefined ? '' : `:${line}`}${key === undefined ? '' : ` ${key}`}`;
}

function splitLines({ candidates, split }: Draft['suggestion']): readonly (readonly string[])[] {
  const [first, second] = candidates;
  if (split === undefined || first === undefined || second === undefined) return [];
  return [
    [
      'The one test that tells the first two apart',
      ...wrapText(split.do, '  '),
      ...wrapText(`· ${split.first}: ${first.id}`, '  '),
      ...wrapText(`· ${split.second}: ${second.id}`, '  '),
    ],
  ];
}

function nextSteps({ reportedAt, attempt }: Pick<Draft, 'reportedAt' | 'attempt'>, file = 'FILE'): readonly string[] {
  return [
    'To live through it',
    `  warp-emu serve --environment ${file}`,
    `  warp-emu clock to ${reportedAt}`,
    ...(attempt === undefined ? [] : [`  warp-emu visit ${attempt}`]),
  ];
}
