import { useEffect, useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { Bundling } from './use-bundle.ts';

type Module = typeof import('./bundle-sheet.tsx');

/** The sheet of a bundle, which comes when one is made. */
export function BundleDoor(props: { readonly snapshot: Snapshot; readonly bundling: Bundling }) {
  const [module, setModule] = useState<Module>();
  const { isOpen } = props.bundling;
  useEffect(() => {
    if (!isOpen || module !== undefined) return;
    // The bundle is made and downloaded all the same.
    import('./bundle-sheet.tsx').then(setModule, () => undefined);
  }, [isOpen, module]);
  if (module === undefined) return null;
  const { BundleSheet } = module;
  return <BundleSheet {...props} />;
}
