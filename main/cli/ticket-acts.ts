import { writeFile } from 'node:fs/promises';
import { DecodeError, Refusal } from '../../app/errors.ts';
import type { TicketFault, TicketFields } from '../../app/ticket/ticket.ts';
import { loadCatalogue } from '../files/load-catalogue.ts';
import { readDiagAt } from '../files/read-diag-path.ts';
import { tellDraft } from '../tell-draft.ts';
import type { Io } from './io.ts';
import type { Report } from './session.ts';
import { sayDraft } from './ticket-text.ts';

type Way = {
  readonly diag: string | undefined;
  readonly out: string | undefined;
  readonly io: Pick<Io, 'stderr'>;
  readonly isForScripts: boolean;
};

const candidatesUsually = 4;

/** Without a file to write, the draft goes to stdout and what there is to say of it to stderr, so that it may be piped. */
export async function draftFromTicket(fields: TicketFields, { diag, out, io, isForScripts }: Way): Promise<Report> {
  const reading = diag === undefined ? { found: {}, read: [], unread: [] } : await readDiagAt(diag);
  const draft = await tellDraft(fields, reading, Date.now(), async (text) => {
    const { candidates, split } = await (await loadCatalogue()).suggest(text, candidatesUsually);
    const told = candidates.map(({ fits, ...rest }) => ({ ...rest, fits: [...fits] }));
    return { candidates: told, ...(split === undefined ? {} : { split }) };
  });
  if (draft.faults.length > 0) throw new DecodeError(draft.faults.map(asFault));
  if (out !== undefined) await write(out, draft.text);
  const told = sayDraft(draft, out);
  if (out !== undefined) return { json: { file: out, ...draft }, text: told };
  if (!isForScripts) io.stderr(`${told}\n`);
  return { json: draft, text: draft.text.trimEnd() };
}

const options: Readonly<Partial<Record<TicketFault['field'], string>>> = {
  symptoms: '--symptom',
  signedIn: '--signed-in',
  version: '--client-version',
  entries: '--exclude or --include',
};

function asFault({ field, message }: TicketFault) {
  return { path: options[field] ?? `--${field}`, message };
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text, { flag: 'wx' }).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EEXIST') throw new Refusal('file-exists', `${file} is there already. Choose another name.`);
    throw new DecodeError([{ path: '', message: `${file} can’t be written (${fault.code ?? 'unknown'})` }]);
  });
}
