import { useState } from 'react';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { sayFailure, useBareCall } from '../shared/connection-context.tsx';
import { saveFile } from '../shared/save-file.ts';

export type MadeBundle = ResultOf<'bundle.make'>;

export type Bundling = {
  readonly isOpen: boolean;
  readonly isMaking: boolean;
  readonly made: MadeBundle | undefined;
  readonly fault: string | undefined;
  /** Makes a bundle of this run and downloads it; `keep` are names that stay. */
  make(wish?: { readonly redact?: boolean; readonly keep?: readonly string[] }): void;
  download(): void;
  close(): void;
};

/** A bundle from the run to the file. */
export function useBundle(): Bundling {
  const call = useBareCall();
  const [isOpen, setOpen] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeBundle>();
  const [fault, setFault] = useState<string>();

  const save = async ({ id, name }: MadeBundle) => {
    const parts: string[] = [];
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const part: ResultOf<'bundle.read'> = await call('bundle.read', { id, offset });
      parts.push(part.text);
      offset = part.next;
    }
    saveFile(name, parts);
  };
  const during = async (work: () => Promise<void>) => {
    setMaking(true);
    setFault(undefined);
    await work().catch((failure: unknown) => setFault(sayFailure(failure)));
    setMaking(false);
  };
  const make: Bundling['make'] = ({ redact = true, keep = [] } = {}) => {
    if (isMaking) return;
    setOpen(true);
    setMade(undefined);
    void during(async () => {
      const bundle = await call('bundle.make', { redact, keep: [...keep] });
      await save(bundle);
      setMade(bundle);
    });
  };
  return {
    ...{ isOpen, isMaking, made, fault, make },
    download: () => made && void during(() => save(made)),
    close: () => setOpen(false),
  };
}
