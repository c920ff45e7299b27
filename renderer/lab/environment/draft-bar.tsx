import { chooseFiles } from '../../household/choose-files.ts';
import { sayFailure } from '../../shared/connection-context.tsx';
import controls from '../../shared/controls.module.css';
import { CopyButton } from '../../shared/copy-button.tsx';
import { saveFile } from '../../shared/save-file.ts';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { fileNameOf, type OpenedFiles, readOpened } from './opened-files.ts';
import type { DraftActs, EnvironmentDraft } from './use-environment-draft.ts';
import { readText } from './yaml-reading.ts';

type Props = {
  readonly draft: EnvironmentDraft;
  readonly acts: DraftActs;
  readonly name: string;
  readonly history: { readonly canUndo: boolean; readonly canRedo: boolean };
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onOpen: (opened: OpenedFiles) => void;
  readonly onFault: (said: string) => void;
  readonly onSaid: (said: string) => void;
};

/** What can be done with the draft as a whole, and what became of the environment under it. */
export function DraftBar({ draft, acts, name, history, onUndo, onRedo, onOpen, onFault, onSaid }: Props) {
  const read = (files: readonly File[]) => {
    readOpened(files).then(
      (opened) => (opened ? onOpen(opened) : onFault(texts.noEnvironment)),
      (failure) => onFault(sayFailure(failure)),
    );
  };
  const save = () => saveFile(fileNameOf(name), [draft.text]);
  return (
    <>
      <div className={styles.bar}>
        <button type="button" className={controls.button} disabled={!history.canUndo} onClick={onUndo}>
          {texts.undo}
        </button>
        <button type="button" className={controls.button} disabled={!history.canRedo} onClick={onRedo}>
          {texts.redo}
        </button>
        <button
          type="button"
          className={controls.button}
          disabled={draft.text === draft.base}
          onClick={() => acts.open(draft.base, [])}
        >
          {texts.revert}
        </button>
        <span className={styles.space} />
        <button type="button" className={controls.button} onClick={() => chooseFiles(read)}>
          {texts.open}
        </button>
        <button type="button" className={controls.button} onClick={save}>
          {texts.saveFile}
        </button>
        <CopyButton text={draft.text} label={texts.copy} isPlain={false} />
      </div>
      {draft.theirs !== undefined && <Outdated draft={draft} acts={acts} onSaid={onSaid} />}
      {!draft.isKept && <p className={styles.banner}>▲ {texts.tooLarge}</p>}
    </>
  );
}

/** The environment was edited by somebody else, or elsewhere, since the draft was begun. */
function Outdated({ draft, acts, onSaid }: Pick<Props, 'draft' | 'acts' | 'onSaid'>) {
  const mayTake = readText(draft.text) !== undefined;
  const take = () => {
    const merged = acts.takeOver();
    if (merged === undefined) return;
    const { taken, conflicts } = merged;
    onSaid(
      [
        texts.tookOver(taken),
        ...(conflicts.length === 0 ? [] : [texts.conflicts(conflicts.slice(0, 5).join(', '))]),
      ].join(' '),
    );
  };
  return (
    <div className={styles.banner} role="status">
      <p>
        ▲ {texts.outdated} {!mayTake && texts.mendFirst}
      </p>
      <button type="button" className={controls.button} disabled={!mayTake} onClick={take}>
        {texts.takeOver}
      </button>
      <button type="button" className={controls.quiet} onClick={acts.keepMine}>
        {texts.keepMine}
      </button>
    </div>
  );
}
