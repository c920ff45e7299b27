import { useId } from 'react';
import { sayRoughly } from '../../app/time/span.ts';
import { useWidth } from '../lab/use-width.ts';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { WithSpans } from '../shared/spans.tsx';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import styles from './study.module.css';
import { StudyFigure, StudyHatch } from './study-figure.tsx';
import { type StudyAxis, type StudyLane, studyAxisOf, studyLaneOf } from './study-lane.ts';

const words = texts.study;

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** Every design of the notice on one time line: when something is refused, when somebody could know, and what lies between. */
export function StudySheet({ isOpen, onClose }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="large">
      <div className={sheet.body}>
        <p className={sheet.soft}>{words.about}</p>
        <Study />
      </div>
    </Sheet>
  );
}

function Study() {
  const { result, fault } = useAnswer('notice.compare', {});
  if (!result) return fault === undefined ? <p className={sheet.late}>{words.loading}</p> : <FaultLine fault={fault} />;
  return <Lanes lanes={result.map(studyLaneOf)} />;
}

function Lanes({ lanes }: { readonly lanes: readonly StudyLane[] }) {
  const [frame, width] = useWidth<HTMLDivElement>();
  const hatch = useId();
  const axis = studyAxisOf(lanes);
  return (
    <>
      {lanes.every(({ seen }) => seen === undefined) && <p>{words.nobody}</p>}
      <StudyHatch id={hatch} />
      <ol className={styles.lanes}>
        {lanes.map((lane) => (
          <li key={lane.design}>
            <div>
              <h3>{lane.design}</h3>
              <p className={sheet.small}>
                <WithSpans text={lane.said} />
              </p>
            </div>
            <StudyFigure lane={lane} axis={axis} width={width} hatch={hatch} />
          </li>
        ))}
      </ol>
      <div className={styles.foot}>
        <Legend hatch={hatch} />
        <div ref={frame}>{width > 0 && <Axis axis={axis} width={width} />}</div>
      </div>
    </>
  );
}

function Axis({ axis, width }: { readonly axis: StudyAxis; readonly width: number }) {
  const x = (at: number) => ((at - axis.from) / (axis.to - axis.from)) * width;
  return (
    <svg width={width} height={22} aria-hidden="true" className={styles.axis}>
      {axis.ticks.map((at) => (
        <g key={at}>
          <line x1={x(at)} x2={x(at)} y1={0} y2={5} />
          <text x={Math.min(Math.max(x(at), 16), width - 20)} y={18}>
            {sayRoughly(at)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Legend({ hatch }: { readonly hatch: string }) {
  return (
    <ul className={styles.legend}>
      {(['refused', 'seen', 'unaware'] as const).map((mark) => (
        <li key={mark}>
          <svg viewBox="0 0 18 12" width="18" height="12" aria-hidden="true" className={styles[mark]}>
            {mark === 'refused' && <path d="M4 1l10 10M14 1L4 11" />}
            {mark === 'seen' && <path d="M9 0l6 6-6 6-6-6z" />}
            {mark === 'unaware' && <rect x="0.5" y="1.5" width="17" height="9" fill={`url(#${hatch})`} />}
          </svg>
          {words[mark]}
        </li>
      ))}
    </ul>
  );
}
