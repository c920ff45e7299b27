import { useEffect, useState } from 'react';
import { useTell } from '../../shared/connection-context.tsx';
import { texts } from '../../shared/texts.ts';
import type { PaletteParts } from './use-palette-acts.ts';

type Module = typeof import('./palette.tsx');
type Props = PaletteParts & { readonly isOpen: boolean; readonly onOpen: (isOpen: boolean) => void };

/** Real milliseconds after which the palette is fetched unasked, so that it opens at once. */
const calm = 1500;

/** The palette, which comes after everything that is seen at first. */
export function PaletteDoor({ isOpen, onOpen, ...parts }: Props) {
  const tell = useTell();
  const [module, setModule] = useState<Module>();
  const [isCalm, setCalm] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(true), calm);
    return () => clearTimeout(timer);
  }, []);
  const isWanted = isOpen || isCalm;
  useEffect(() => {
    if (!isWanted || module !== undefined) return;
    import('./palette.tsx').then(setModule, () => {
      if (!isOpen) return;
      tell(texts.palette.failed);
      onOpen(false);
    });
  }, [isWanted, isOpen, module, tell, onOpen]);
  if (module === undefined) return null;
  const { Palette } = module;
  return <Palette {...parts} isOpen={isOpen} onClose={() => onOpen(false)} />;
}
