import type { ResultOf } from '../app/bridge/contract.ts';
import { sayBasis } from '../app/ticket/draft-basis.ts';
import { draftTicket } from '../app/ticket/draft-ticket.ts';
import type { Diag } from '../app/ticket/read-diag.ts';
import { readTicket } from '../app/ticket/read-ticket.ts';
import { symptomsOf } from '../app/ticket/symptoms.ts';
import type { TicketFields } from '../app/ticket/ticket.ts';
import { writeDraft } from '../app/ticket/write-draft.ts';
import { writeInstant } from '../app/time/calendar.ts';

type Told = ResultOf<'ticket.draft'>;

const toldUnread = 300;

/** The draft of a ticket with all there is to say of it; `find` asks the catalogue. */
export async function tellDraft(
  fields: TicketFields,
  { found, read, unread }: Diag,
  wallNow: number,
  find: (symptoms: string) => Promise<Told['suggestion']>,
): Promise<Told> {
  const { ticket, faults } = readTicket(fields, found, wallNow);
  const draft = draftTicket(ticket, found);
  const { environment, taken, missing, doubts, moment, attempt } = draft;
  const symptoms = symptomsOf(fields, found);
  return {
    name: environment.name,
    text: writeDraft(draft),
    reportedAt: writeInstant(moment),
    ...(attempt === undefined ? {} : { attempt }),
    taken: taken.map(({ place, value, basis }) => ({
      place,
      value,
      from: sayBasis(basis),
      assumed: basis.kind !== 'stated',
    })),
    missing: missing.map((one) => ({ ...one })),
    doubts: [...doubts],
    read: [...read],
    unread: unread.slice(0, toldUnread).map((one) => ({ ...one })),
    moreUnread: Math.max(0, unread.length - toldUnread),
    faults: faults.map((one) => ({ ...one })),
    suggestion: symptoms === '' ? { candidates: [] } : await find(symptoms),
  };
}
