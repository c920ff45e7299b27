import type { useBareCall } from '../../shared/connection-context.tsx';
import type { HandedOver } from './use-ticket.ts';

/** So many bytes at a time: a multiple of three, so that base64 needs no filling in between. */
const partLength = 1_500_000;

/** Hands files over, a part at a time. Rejects with what went wrong. */
export async function uploadDiag(files: readonly File[], call: ReturnType<typeof useBareCall>): Promise<HandedOver> {
  const ids: string[] = [];
  for (const file of files) {
    let id: string | undefined;
    for (let at = 0; at === 0 || at < file.size; at += partLength) {
      const part = await toBase64(file.slice(at, at + partLength));
      ({ id } = await call('ticket.upload', { name: file.name, part, ...(id === undefined ? {} : { id }) }));
    }
    if (id !== undefined) ids.push(id);
  }
  return { names: files.map(({ name }) => name), ids };
}

function toBase64(part: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,?/, ''));
    reader.onerror = () => reject(new Error('It can’t be read. A folder can’t be dropped; drop the files in it.'));
    reader.readAsDataURL(part);
  });
}
