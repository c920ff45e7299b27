import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { Choice } from '../shared/choice.tsx';
import { texts } from '../shared/texts.ts';
import { sayDelays } from './delays.ts';
import styles from './import.module.css';
import type { ImportPreview, ImportWay } from './import-draft.ts';

const words = texts.import;

type Props = {
  readonly preview: ImportPreview;
  readonly way: ImportWay;
  readonly onWay: (way: ImportWay) => void;
  readonly snapshot: Pick<Snapshot, 'assumptions'>;
};

/** How the import is to be taken. */
export function ImportForm({ preview, way, onWay, snapshot }: Props) {
  return (
    <div className={styles.ways}>
      {preview.kind === 'policies' && preview.policies + preview.lists > 0 && (
        <Choice
          label={words.policies}
          value={way.policies}
          options={[
            { value: 'replace', label: words.replace },
            { value: 'add', label: words.add },
          ]}
          onChoose={(policies) => onWay({ ...way, policies })}
        />
      )}
      {preview.profiles && (
        <Choice
          label={words.profile}
          value={preview.profiles.taken ?? ''}
          options={preview.profiles.names.map((name) => ({ value: name, label: name }))}
          onChoose={(profile) => onWay({ ...way, profile })}
        />
      )}
      <Choice
        label={words.where}
        value={way.to}
        options={[
          { value: 'this-run', label: words.thisRun, hint: words.thisRunHint },
          { value: 'new-run', label: words.newRun, hint: words.newRunHint },
        ]}
        onChoose={(to) => onWay({ ...way, to })}
      />
      {way.to === 'this-run' && (
        <Choice
          label={words.when}
          value={way.when}
          options={[
            { value: 'delayed', label: words.delayed, hint: sayDelays(snapshot.assumptions) },
            { value: 'now', label: words.now },
          ]}
          onChoose={(when) => onWay({ ...way, when })}
        />
      )}
    </div>
  );
}
