import { type Ref, useId } from 'react';
import type { ResultOf } from '../../../app/bridge/contract.ts';
import controls from '../../shared/controls.module.css';
import { Pick } from '../../shared/pick.tsx';
import sheet from '../../shared/sheet.module.css';
import { ticketTexts as words } from '../../shared/texts/ticket.ts';
import styles from './ticket.module.css';
import { TicketList } from './ticket-list.tsx';
import type { HandedOver, TicketFields } from './use-ticket.ts';

type Faults = ResultOf<'ticket.draft'>['faults'];
type Field = keyof TicketFields;
/** Fields of one line. */
type Line = 'since' | 'signedIn' | 'timeout' | 'version' | 'team' | 'reported';

type Props = {
  readonly fields: TicketFields;
  readonly faults: Faults;
  readonly onChange: (fields: TicketFields) => void;
  readonly diag: HandedOver | undefined;
  readonly isReading: boolean;
  readonly onChoose: () => void;
  readonly onForget: () => void;
};

/** It comes after the sheet has given the focus away. */
const focus: Ref<HTMLTextAreaElement> = (field) => field?.focus();

/** What a support person knows from a call. All of it may be left open. */
export function TicketForm({ fields, faults, onChange, diag, isReading, onChoose, onForget }: Props) {
  const set = <F extends Field>(field: F, value: TicketFields[F] | undefined) => {
    const { [field]: _before, ...rest } = fields;
    onChange(value === undefined || value === '' ? rest : { ...rest, [field]: value });
  };
  const faultOf = (field: Field) => faults.find((one) => one.field === field)?.message;
  const line = (field: Line) => (
    <TicketLine
      label={words.fields[field]}
      example={words.examples[field]}
      value={fields[field] ?? ''}
      fault={faultOf(field)}
      onChange={(text) => set(field, text)}
    />
  );
  const list = (field: 'fails' | 'works' | 'entries' | 'fallback') => (
    <TicketList
      label={words.fields[field]}
      example={words.examples[field]}
      value={fields[field]}
      fault={faultOf(field)}
      onChange={(entries) => set(field, entries)}
    />
  );
  const pick = <F extends 'os' | 'mode' | 'says' | 'notice' | 'splitTunnel'>(field: F) => (
    <Pick
      label={words.fields[field]}
      value={(fields[field] ?? 'unknown') as string}
      options={words.picks[field]}
      onPick={(value) => set(field, (value === 'unknown' ? undefined : value) as TicketFields[F])}
    />
  );
  return (
    <>
      <label className={styles.field}>
        <span>{words.fields.symptoms}</span>
        <textarea
          ref={focus}
          className={`${controls.input} ${styles.said}`}
          rows={3}
          maxLength={2000}
          placeholder={words.examples.symptoms}
          value={fields.symptoms ?? ''}
          onChange={(event) => set('symptoms', event.target.value)}
        />
      </label>
      <Diagnostics {...{ diag, isReading, onChoose, onForget }} />
      {list('fails')}
      {list('works')}
      <div className={styles.pair}>
        {line('since')}
        {line('timeout')}
      </div>
      {line('signedIn')}
      {pick('notice')}
      <details className={styles.more}>
        <summary>{words.more}</summary>
        <div className={styles.inner}>
          {pick('says')}
          {pick('mode')}
          {pick('os')}
          <div className={styles.pair}>
            {line('version')}
            {line('team')}
          </div>
          {pick('splitTunnel')}
          {fields.splitTunnel !== undefined && list('entries')}
          {list('fallback')}
          {line('reported')}
        </div>
      </details>
    </>
  );
}

type LineProps = {
  readonly label: string;
  readonly example: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
};

export function TicketLine({ label, example, value, fault, onChange }: LineProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label className={styles.field}>
        <span>{label}</span>
        <input
          className={controls.input}
          value={value}
          placeholder={example}
          maxLength={200}
          aria-invalid={fault !== undefined}
          aria-describedby={fault === undefined ? undefined : id}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      {fault !== undefined && (
        <p id={id} className={styles.wrong}>
          ▲ {fault}
        </p>
      )}
    </div>
  );
}

function Diagnostics({ diag, isReading, onChoose, onForget }: Pick4<Props>) {
  return (
    <div className={styles.diag}>
      <button type="button" className={controls.button} onClick={onChoose}>
        {words.choose}
      </button>
      {diag !== undefined && (
        <button type="button" className={controls.quiet} onClick={onForget}>
          {words.forget}
        </button>
      )}
      <p className={sheet.small} role="status">
        {isReading ? words.reading : diag === undefined ? words.dropHint : words.handed(diag.names.join(', '))}
      </p>
    </div>
  );
}

type Pick4<P extends Props> = { readonly [K in 'diag' | 'isReading' | 'onChoose' | 'onForget']: P[K] };
