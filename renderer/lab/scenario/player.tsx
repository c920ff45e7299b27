import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useRunActs } from '../../household/use-run-acts.ts';
import controls from '../../shared/controls.module.css';
import sheet from '../../shared/sheet.module.css';
import { Sheet } from '../../shared/sheet.tsx';
import { playTexts as words } from '../../shared/texts/play.ts';
import { PlayBoard } from './play-board.tsx';
import { PlayStrip } from './play-strip.tsx';
import styles from './player.module.css';
import type { Playing, Unstarted } from './use-play.ts';

type Props = { readonly snapshot: Snapshot; readonly playing: Playing };

/** The player of scenarios: a strip under the bar while one is played, and a sheet with all its steps. */
export function Player({ snapshot, playing }: Props) {
  const { play, isOpen, close, choose, unstarted } = playing;
  const runs = useRunActs(snapshot);
  return (
    <>
      {play && <PlayStrip play={play} playing={playing} />}
      <Sheet title={words.heading} isOpen={isOpen} onClose={close} size="large">
        <div className={sheet.body}>
          {unstarted && <Faults {...unstarted} />}
          {play ? (
            <PlayBoard play={play} playing={playing} runs={runs} />
          ) : (
            unstarted === undefined && <p>{words.none}</p>
          )}
          {(play === undefined || unstarted) && (
            <>
              <p className={sheet.soft}>{words.about}</p>
              <p className={sheet.soft}>{words.find}</p>
            </>
          )}
        </div>
        <footer className={sheet.foot}>
          <button type="button" className={play ? controls.button : controls.primary} onClick={choose}>
            {words.choose}
          </button>
        </footer>
      </Sheet>
    </>
  );
}

/** What is wrong in a file, with line, column and remedy. */
function Faults({ name, faults }: Unstarted) {
  return (
    <div role="alert" className={sheet.fault}>
      <p>{words.faulty(name, faults.length)}</p>
      <ul className={styles.faults}>
        {faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      <p className={sheet.soft}>{words.mend}</p>
    </div>
  );
}
