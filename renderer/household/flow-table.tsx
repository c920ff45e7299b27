import { Switch } from '@base-ui/react/switch';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { sayExactly, sayWhen } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { sayLeft, sayRoughly } from '../../app/time/span.ts';
import { causeWords } from '../lab/cause-words.ts';
import { useNow } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import { sayExactBytes } from './figures.ts';
import styles from './flow.module.css';

const words = texts.flows;

export type ShownFlow = ResultOf<'flow.list'>['items'][number];

type Props = {
  readonly flows: readonly ShownFlow[];
  readonly onKeep: (id: string, keptBusy: boolean) => void;
  readonly onCut: (flow: ShownFlow) => void;
};

export function FlowTable({ flows, onKeep, onCut }: Props) {
  const now = useNow();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys.
    <section className={styles.frame} aria-label={words.table} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {words.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">
              <span className={styles.hidden}>{words.acts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => (
            <Row key={flow.id} flow={flow} now={now} onKeep={onKeep} onCut={onCut} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = Omit<Props, 'flows'> & { readonly flow: ShownFlow; readonly now: Millis };

function Row({ flow, now, onKeep, onCut }: RowProps) {
  const { id, host, port, protocol, policy, openedAt, ageAtOpening, lastActiveAt, idleUntil, keptBusy, bytes } = flow;
  const place = `${host}:${port}`;
  return (
    <tr>
      <th scope="row">
        <span className={styles.place}>{place}</span>
        {protocol !== 'tcp' && <small>{protocol.toUpperCase()}</small>}
        <Anew flow={flow} />
      </th>
      <td>{policy === undefined ? words.noPolicy : policy.name}</td>
      <td title={sayExactly(openedAt)}>
        {sayWhen(openedAt, now)}
        <small>{words.atAge(sayRoughly(ageAtOpening))}</small>
      </td>
      <td>
        {bytes === undefined ? (
          '–'
        ) : (
          <>
            <span>{words.up(sayExactBytes(bytes.up))}</span>
            <span>{words.down(sayExactBytes(bytes.down))}</span>
          </>
        )}
      </td>
      <td title={sayExactly(lastActiveAt)}>{sayRoughly(Math.max(0, now - lastActiveAt))}</td>
      <td {...(idleUntil === undefined ? {} : { title: sayExactly(idleUntil) })}>
        {idleUntil === undefined ? words.never : sayLeft(idleUntil - now)}
      </td>
      <td>
        <Switch.Root
          className={controls.switch}
          checked={keptBusy}
          aria-label={words.keep(place)}
          onCheckedChange={(next) => onKeep(id, next)}
        >
          <Switch.Thumb className={controls.thumb} />
        </Switch.Root>
      </td>
      <td>
        <button type="button" className={controls.quiet} aria-label={words.cutOne(place)} onClick={() => onCut(flow)}>
          {words.cut}
        </button>
      </td>
    </tr>
  );
}

/** What a new one would meet: where that is refused, this one has outlived it. */
function Anew({ flow: { anew } }: Pick<RowProps, 'flow'>) {
  if (anew === 'none') return null;
  return (
    <small className={styles.outlived}>
      <StateShape shape="dead" /> {words.outlived(causeWords[anew])}
    </small>
  );
}
