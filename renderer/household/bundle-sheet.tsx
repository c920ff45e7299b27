import { type FormEvent, useId, useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { CopyButton } from '../shared/copy-button.tsx';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { bundleTexts as words } from '../shared/texts/bundle.ts';
import styles from './bundle.module.css';
import { sayBytes } from './figures.ts';
import type { Bundling, MadeBundle } from './use-bundle.ts';

type Props = { readonly snapshot: Snapshot; readonly bundling: Bundling };

/** What has become of a bundle: where the file is, what is in it and what is not. */
export function BundleSheet({ snapshot, bundling }: Props) {
  return (
    <Sheet title={words.heading} isOpen={bundling.isOpen} onClose={bundling.close}>
      <Contents snapshot={snapshot} bundling={bundling} />
    </Sheet>
  );
}

function Contents({ snapshot, bundling }: Props) {
  const { isMaking, made, fault, make, download } = bundling;
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <div className={sheet.body}>
        <p className={sheet.soft}>{words.about}</p>
        {isMaking && <p className={sheet.late}>{words.making}</p>}
        {made && <Made made={made} host={snapshot.product.host} />}
        <FaultLine fault={fault} after={words.failed} />
        {fault !== undefined && <Keep key={fault} proposed={proposedBy(fault)} onTry={(keep) => make({ keep })} />}
        {isAsking && (
          <p className={styles.warning} role="alert">
            ▲ {words.warning}
          </p>
        )}
      </div>
      <footer className={sheet.foot}>
        {made && (
          <button type="button" className={controls.button} disabled={isMaking} onClick={download}>
            {words.again}
          </button>
        )}
        {isAsking ? (
          <button
            type="button"
            className={controls.button}
            disabled={isMaking}
            onClick={() => {
              setAsking(false);
              make({ redact: false });
            }}
          >
            {words.sure}
          </button>
        ) : (
          made?.redacted !== false && (
            <button type="button" className={controls.quiet} disabled={isMaking} onClick={() => setAsking(true)}>
              {words.notRedacted}
            </button>
          )
        )}
      </footer>
    </>
  );
}

function Made({ made, host }: { readonly made: MadeBundle; readonly host: Snapshot['product']['host'] }) {
  const { name, lines, bytes, renamed, redacted } = made;
  const check = `warp-emu bundle replay ${name}`;
  return (
    <>
      <p>
        <strong>{words.where[host](name)}</strong>{' '}
        {words.holds(lines === 1 ? '1 line' : `${lines.toLocaleString('en')} lines`, sayBytes(bytes))}
      </p>
      {redacted ? (
        <ul className={styles.told}>
          <li>{words.redacted(renamed === 1 ? '1 name' : `${renamed.toLocaleString('en')} names`)}</li>
          <li>{words.dropped}</li>
          <li>{words.stays}</li>
        </ul>
      ) : (
        <p className={styles.warning}>▲ {words.whole}</p>
      )}
      <p className={styles.check}>
        {words.check} <code>{check}</code>
        <CopyButton label={words.copy} text={check} />
      </p>
    </>
  );
}

/** The words that a refusal names for the command line. */
function proposedBy(fault: string): string {
  return /--keep "([^"]*)"/.exec(fault)?.[1] ?? '';
}

/** A condition may look inside of a name: that name can stay. */
function Keep({ proposed, onTry }: { readonly proposed: string; readonly onTry: (keep: readonly string[]) => void }) {
  const id = useId();
  const [text, setText] = useState(proposed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onTry(text.split(/\s+/).filter((word) => word !== ''));
  };
  return (
    <form className={styles.keep} onSubmit={submit}>
      <label htmlFor={id}>{words.keep}</label>
      <input id={id} value={text} placeholder={words.keepHint} onChange={(event) => setText(event.target.value)} />
      <button type="submit" className={controls.button}>
        {words.retry}
      </button>
    </form>
  );
}
