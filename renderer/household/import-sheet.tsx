import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import { Scroller } from '../shared/scroller.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import styles from './import.module.css';
import { type ImportPreview, sayChanges } from './import-draft.ts';
import { ImportForm } from './import-form.tsx';
import type { Importing } from './use-import.ts';

const words = texts.import;

/** What dropped files would bring, before anything changes. */
export function ImportSheet({ snapshot, importing }: { readonly snapshot: Snapshot; readonly importing: Importing }) {
  const { names, preview, fault, isAsking, way, isOpen, close, choose, apply, setWay } = importing;
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={close}>
      <div className={sheet.body}>
        <p className={styles.files}>{names.join(', ')}</p>
        <FaultLine fault={fault} after={words.nothingChanged} />
        {preview === undefined && fault === undefined && <p className={sheet.late}>{words.reading}</p>}
        {preview && (
          <>
            <Contents preview={preview} />
            <ImportForm preview={preview} way={way} onWay={setWay} snapshot={snapshot} />
          </>
        )}
      </div>
      <footer className={sheet.foot}>
        {preview && (
          <button type="button" className={controls.primary} disabled={isAsking} onClick={apply}>
            {way.to === 'new-run' ? words.start : words.apply}
          </button>
        )}
        <button type="button" className={controls.button} onClick={choose}>
          {words.chooseOthers}
        </button>
        <button type="button" className={controls.button} onClick={close}>
          {texts.cancel}
        </button>
      </footer>
    </Sheet>
  );
}

function Contents({ preview }: { readonly preview: ImportPreview }) {
  const { kind, name, summary, changes, settings = [], warnings } = preview;
  return (
    <>
      <p>
        {words.kinds[kind]}
        {kind === 'environment' && <strong> {name}</strong>}: {summary}
      </p>
      <section>
        <h3>{words.changes}</h3>
        <p className={sheet.soft}>{sayChanges(changes)}</p>
        {changes.length > 0 && <Changes changes={changes} />}
      </section>
      {settings.length > 0 && (
        <section>
          <h3>{words.settings}</h3>
          <ul className={styles.settings} aria-label={words.settings}>
            {settings.map((setting) => (
              <li key={setting}>{setting}</li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <section>
          <h3>{words.warnings(warnings.length)}</h3>
          <Scroller label={words.warnings(warnings.length)}>
            <ul className={styles.warnings}>
              {warnings.map((warning) => (
                <li key={warning}>▲ {warning}</li>
              ))}
            </ul>
          </Scroller>
        </section>
      )}
    </>
  );
}

function Changes({ changes }: Pick<ImportPreview, 'changes'>) {
  return (
    <Scroller label={words.changes}>
      <ul className={styles.changes}>
        {changes.map(({ what, policy }) => (
          <li key={`${what} ${policy}`} data-what={what}>
            <span>{words.what[what]}</span>
            {policy}
          </li>
        ))}
      </ul>
    </Scroller>
  );
}
