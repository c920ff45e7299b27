import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { Pick } from '../shared/pick.tsx';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { useSet } from '../shared/use-set.ts';

const words = texts.conditions;

/** What Gateway looks into. */
export function GatewayConditions({ snapshot }: { readonly snapshot: Snapshot }) {
  const set = useSet();
  return (
    <>
      <Pick
        label={words.decryption}
        value={snapshot.gateway.tlsDecryption ? 'true' : 'false'}
        options={words.decryptions}
        onPick={(next) => set('gateway.tlsDecryption', next)}
      />
      <p className={sheet.soft}>{words.decryptionAbout}</p>
    </>
  );
}
