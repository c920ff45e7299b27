import type { Handlers, ParamsOf } from '../../app/bridge/contract.ts';
import type { Diag } from '../../app/ticket/read-diag.ts';
import { openDiagUploads } from '../files/diag-uploads.ts';
import { tellDraft } from '../tell-draft.ts';

type TicketHandlers = Pick<Handlers, Extract<keyof Handlers, `ticket.${string}`>>;
type Parts = {
  readonly find: (wanted: ParamsOf<'scenario.find'>) => ReturnType<Handlers['scenario.find']>;
  readonly wallNow: () => number;
};

const nothing: Diag = { found: {}, read: [], unread: [] };

/** An environment of what a ticket and a warp-diag tell. */
export function createTicketHandlers({ find, wallNow }: Parts): TicketHandlers {
  const uploads = openDiagUploads();
  // Words stay the same while the rest of a form is filled in; comparing cases is what takes long.
  let latest: { readonly text: string; readonly found: ReturnType<Parts['find']> } | undefined;
  const findAnew = (text: string) => {
    if (latest?.text === text) return latest.found;
    const found = find({ text });
    latest = { text, found };
    found.catch(() => {
      latest = undefined;
    });
    return found;
  };
  return {
    'ticket.upload': async ({ id, name, part }) => ({ id: uploads.append(id, name, Buffer.from(part, 'base64')) }),
    'ticket.draft': async ({ ticket, diag = [] }) => {
      const reading = diag.length === 0 ? nothing : await uploads.read(diag);
      return tellDraft(ticket, reading, wallNow(), findAnew);
    },
  };
}
