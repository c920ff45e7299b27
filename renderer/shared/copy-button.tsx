import { useEffect, useState } from 'react';
import controls from './controls.module.css';
import { copyText } from './copy-text.ts';
import { texts } from './texts.ts';

type Props = { readonly text: string; readonly label: string; readonly isPlain?: boolean };

const refused = 'Copying was refused. Select the text and copy it.';

/** Copies `text`; `label` names what is copied. */
export function CopyButton({ text, label, isPlain = true }: Props) {
  const [answer, setAnswer] = useState<string>();
  useEffect(() => {
    if (answer === undefined) return;
    const timer = setTimeout(() => setAnswer(undefined), answer === refused ? 6000 : 1500);
    return () => clearTimeout(timer);
  }, [answer]);
  const copy = async () => setAnswer((await copyText(text)) ? texts.copied : refused);
  return (
    <button type="button" className={isPlain ? controls.quiet : controls.button} onClick={copy}>
      <span aria-live="polite">{answer ?? label}</span>
    </button>
  );
}
