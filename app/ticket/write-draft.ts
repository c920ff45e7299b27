import { environmentText } from '../environment/environment-text.ts';
import { sayInstant } from '../time/calendar.ts';
import type { TicketDraft } from './draft-ticket.ts';

/** The draft as an environment's file, that says behind each value what it rests on, and above all what is missing. */
export function writeDraft({ environment, notes, missing, doubts, moment }: TicketDraft): string {
  const head = [
    'Drafted from a ticket. Behind each value stands what it rests on; “assumed” may be wrong.',
    `Reported ${sayInstant(moment)} UTC: go there to see what the user saw.`,
    ...(doubts.length === 0
      ? []
      : ['Against an expired session, or against each other:', ...doubts.map((text) => `  - ${text}`)]),
    'Missing:',
    ...missing.map(({ title, why }) => `  - ${title}. ${why}`),
  ];
  return environmentText(environment, [], { head, notes });
}
