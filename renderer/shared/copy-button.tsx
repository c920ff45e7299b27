import { useEffect, useState } from 'react';
import controls from './controls.module.css';
import { texts } from './texts.ts';

type Props = { readonly text: string; readonly label: string; readonly isPlain?: boolean };

/** Copies `text`; `label` names what is copied. */
export function CopyButton({ text, label, isPlain = true }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <button type="button" className={isPlain ? controls.quiet : controls.button} onClick={copy}>
      <span aria-live="polite">{copied ? texts.copied : label}</span>
    </button>
  );
}
