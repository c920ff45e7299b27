import { useEffect, useState } from 'react';
import type { Millis } from '../../../app/time/instant.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import controls from '../../shared/controls.module.css';
import { FaultLine } from '../../shared/fault-line.tsx';
import sheet from '../../shared/sheet.module.css';
import { Sheet } from '../../shared/sheet.tsx';
import { texts } from '../../shared/texts.ts';
import type { EnvironmentSheetState } from './use-environment-sheet.ts';

const words = texts.environment;

type Module = typeof import('./environment-editor.tsx');

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly state: EnvironmentSheetState;
  readonly onPolicy: (id?: string) => void;
};

/** The environment in a sheet. Its editor, CodeMirror and the reader of YAML come when it is opened first. */
export function EnvironmentSheet({ snapshot, now, state, onPolicy }: Props) {
  return (
    <Sheet title={words.heading} isOpen={state.isOpen} onClose={state.close} size="whole">
      <Contents {...{ snapshot, now, state, onPolicy }} />
    </Sheet>
  );
}

function Contents({ snapshot, now, state, onPolicy }: Props) {
  const { module, hasFailed, again } = useEditorModule();
  if (module) {
    const { EnvironmentEditor } = module;
    return <EnvironmentEditor key={snapshot.run.id} {...{ snapshot, now, onPolicy }} dropped={state.dropped} />;
  }
  if (!hasFailed) return <p className={sheet.late}>{words.loading}</p>;
  return (
    <div className={sheet.body}>
      <FaultLine fault={words.notLoaded} after={words.notLoadedHint} />
      <p>
        <button type="button" className={controls.button} onClick={again}>
          {words.again}
        </button>
      </p>
    </div>
  );
}

let loaded: Module | undefined;

function useEditorModule() {
  const [module, setModule] = useState(loaded);
  const [hasFailed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` tries again.
  useEffect(() => {
    if (loaded) return;
    let isOver = false;
    setFailed(false);
    import('./environment-editor.tsx').then(
      (found) => {
        loaded = found;
        if (!isOver) setModule(found);
      },
      () => !isOver && setFailed(true),
    );
    return () => {
      isOver = true;
    };
  }, [round]);
  return { module, hasFailed, again: () => setRound((before) => before + 1) };
}
