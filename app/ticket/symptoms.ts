import type { DiagReading } from './diag-reading.ts';
import type { TicketFields } from './ticket.ts';

/** What to search the catalogue for: what was said, else what the form and the diagnostics come to in words. */
export function symptomsOf(fields: TicketFields, { connection }: DiagReading): string {
  const said = fields.symptoms?.trim() ?? '';
  if (said !== '') return said;
  const { fails = [], works = [], notice } = fields;
  const isConnected = connection?.value === 'connected' || fields.says === 'connected';
  return [
    ...(fails.length === 0 ? [] : ['internal is dead']),
    ...(works.length === 0 ? [] : ['internet works']),
    ...(isConnected ? ['the client says Connected'] : []),
    ...(connection?.value === 'unregistered' || connection?.value === 'revoked' ? ['registration missing'] : []),
    ...(notice === 'not-seen' ? ['no pop-up'] : []),
  ].join(', ');
}
