import { useState } from 'react';
import { TicketLine } from './ticket-form.tsx';

type Props = {
  readonly label: string;
  readonly example: string;
  readonly value: readonly string[] | undefined;
  readonly fault: string | undefined;
  readonly onChange: (entries: string[] | undefined) => void;
};

/** Several on one line, apart by spaces or commas. What is typed stays as it is typed. */
export function TicketList({ value = [], onChange, ...rest }: Props) {
  const [text, setText] = useState(value.join(' '));
  const change = (next: string) => {
    setText(next);
    const entries = next.split(/[\s,]+/).filter((entry) => entry !== '');
    onChange(entries.length === 0 ? undefined : entries.slice(0, 40));
  };
  return <TicketLine {...rest} value={text} onChange={change} />;
}
