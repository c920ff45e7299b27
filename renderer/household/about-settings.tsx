import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';

export function AboutSettings({ product }: Pick<Snapshot, 'product'>) {
  const words = texts.settings.about;
  return (
    <>
      <p>
        <strong>{texts.product}</strong> {product.version}, {words.hosts[product.host]}
      </p>
      <p>{words.claim}</p>
      <p>{words.privacy}</p>
      <p className={sheet.soft}>{words.licence}</p>
    </>
  );
}
