import type { ReactNode } from 'react';
import type { TimelineNotice, TimelineSignIn } from '../../app/view/timeline-shape.ts';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import { sayFate } from './notice-words.ts';
import styles from './timeline.module.css';
import { Hatch } from './timeline-age.tsx';
import { NoticeShape, SignInShape } from './timeline-shapes.tsx';

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

const words = texts.timeline.key;
const at = { x: 12, y: 8 };
const signIns = Object.keys(words.signedIn) as TimelineSignIn['is'][];
const fates: readonly TimelineNotice['fate'][] = [
  ...(['seen', 'dismissed', 'missed', 'suppressed'] as const),
  ...(['clicked', 'clicked-late', 'abandoned', 'withdrawn'] as const),
];

/** Each shape with its word. */
export function TimelineKey({ isOpen, onClose }: Props) {
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose} size="medium">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: in a small window it scrolls, which must be done by keys as well. */}
      <section className={`${sheet.body} ${styles.key}`} aria-label={words.heading} tabIndex={0}>
        <Group heading={words.age}>
          <Row text={words.solid} shape={<path className={styles.age} d="M0 15L24 1V15" />} />
          <Row text={words.dashed} shape={<path className={styles.forecast} d="M0 15L24 1" />} />
          <Row text={words.rule} shape={<Rule />} />
          <Row text={words.drop} shape={<path className={styles.expired} d="M12 0V16" />} />
        </Group>
        <Group heading={words.notices}>
          {fates.map((fate) => (
            <Row
              key={fate}
              text={fate === 'suppressed' ? words.suppressed : sayFate({ fate })}
              shape={<NoticeShape fate={fate} {...at} />}
            />
          ))}
        </Group>
        <Group heading={words.signIns}>
          {signIns.map((is) => (
            <Row key={is} text={words.signedIn[is]} shape={<SignInShape is={is} {...at} />} />
          ))}
        </Group>
        <Group heading={words.attempts}>
          <Row text={words.refused} shape={<path className={styles.refused} d="M6 5v6M12 3.5v9M18 2v12" />} />
          <Row
            text={words.answered}
            shape={<path className={styles.point} d="M5 7h2v2h-2zM11 7h2v2h-2zM17 7h2v2h-2z" />}
          />
        </Group>
        <Group heading={words.flows}>
          <Row text={words.flow} shape={<path className={styles.flow} d="M0 6.5H20V5l4 3-4 3V9.5H0z" />} />
          <Row
            text={words.idle}
            shape={
              <>
                <path className={styles.flow} d="M0 6.5H20v3H0z" />
                <path className={styles.cap} d="M20 5v6" />
              </>
            }
          />
        </Group>
        <Group heading={words.person}>
          <Row text={words.atDesk} shape={<rect className={styles.full} y={4.5} width={24} height={7} />} />
          <Row text={words.quiet} shape={<rect className={styles.open} y={4.5} width={24} height={7} />} />
          <Row text={words.locked} shape={<Striped y={4.5} height={7} />} />
          <Row text={words.away} shape={<rect className={styles.full} y={9} width={24} height={1.5} />} />
        </Group>
        <Group heading={words.device}>
          <Row text={texts.timeline.device.asleep} shape={<Striped y={2.5} height={11} />} />
          <Row
            text={texts.timeline.device.offline}
            shape={<rect className={styles.open} y={2.5} width={24} height={11} />}
          />
          <Row
            text={texts.timeline.device.disconnected}
            shape={<rect className={styles.dashed} y={2.5} width={24} height={11} />}
          />
        </Group>
      </section>
    </Sheet>
  );
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{heading}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function Row({ text, shape }: { readonly text: string; readonly shape: ReactNode }) {
  return (
    <li>
      <svg width={24} height={16} aria-hidden="true">
        {shape}
      </svg>
      {text}
    </li>
  );
}

function Rule() {
  return (
    <g className={styles.limit}>
      <Hatch id="hatch-key" turn={45} />
      <rect width={24} height={11} fill="url(#hatch-key)" />
      <line x1={0} x2={24} y1={11} y2={11} />
    </g>
  );
}

function Striped({ y, height }: { readonly y: number; readonly height: number }) {
  return (
    <>
      <Hatch id="hatch-key-tight" turn={45} gap={3.5} />
      <rect className={styles.striped} fill="url(#hatch-key-tight)" y={y} width={24} height={height} />
    </>
  );
}
