import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { sayFailure, useBareCall, useCall, useTell } from '../shared/connection-context.tsx';
import { bundleTexts } from '../shared/texts/bundle.ts';
import { texts } from '../shared/texts.ts';

const partLength = 1_000_000;

/** Of files that were dropped or chosen, the one that is a bundle. */
export function findBundle(files: readonly File[]): File | undefined {
  return files.find(({ name }) => name.toLowerCase().endsWith('.warp-session.json'));
}

/** Hands a bundle over, a part at a time, and goes on with it; resolves to what went wrong, if anything did. */
export function useOpenBundle({ run }: Pick<Snapshot, 'run'>): (file: File) => Promise<string | undefined> {
  const call = useBareCall();
  const callAndSay = useCall();
  const tell = useTell();
  return async (file) => {
    const before = run.id;
    try {
      const id = await upload(file, call);
      await call('bundle.open', { id, name: file.name.slice(0, 120) });
    } catch (failure) {
      return sayFailure(failure);
    }
    const back = { label: texts.runs.goBack, run: () => void callAndSay('run.open', { id: before }) };
    tell(bundleTexts.opened(file.name, before), back);
    return undefined;
  };
}

async function upload(file: File, call: ReturnType<typeof useBareCall>): Promise<string> {
  const reader = file
    .stream()
    .pipeThrough(new TextDecoderStream('utf-8', { fatal: true }))
    .getReader();
  let id: string | undefined;
  let waiting = '';
  const send = async () => {
    ({ id } = await call('bundle.upload', { text: waiting, ...(id === undefined ? {} : { id }) }));
    waiting = '';
  };
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    waiting += read.value;
    if (waiting.length > partLength) await send();
  }
  if (waiting !== '' || id === undefined) await send();
  return id ?? '';
}
