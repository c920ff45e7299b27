import type { ReactNode } from 'react';
import { Badge } from '../../shared/badge.tsx';
import type { FieldWords } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { sayIssue } from './form-context.ts';
import { headOf, sectionOf } from './sections.ts';
import type { Issue } from './yaml-editor-shape.ts';

type Props = {
  readonly id: string;
  readonly words: FieldWords;
  /** As the file has it. */
  readonly name: string;
  readonly faults: readonly Issue[];
  /** Its control names itself. */
  readonly isNamed?: boolean;
  /** The control takes lines of its own. */
  readonly isTall?: boolean;
  readonly children: ReactNode;
};

/** A field: what it is called by people and in the file, its control, and what is wrong with it. */
export function FieldRow({ id, words, name, faults, isNamed = false, isTall = false, children }: Props) {
  const { label, hint, basis } = words;
  return (
    <div className={styles.row} data-tall={isTall || undefined}>
      <div className={styles.rowName}>
        {isNamed ? <span id={`${id}-label`}>{label}</span> : <label htmlFor={id}>{label}</label>}
        <code>{name}</code>
      </div>
      <div className={styles.control}>
        {children}
        {basis && <Badge label={basis.is} about={basis.about} />}
        {hint !== undefined && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
        <div id={`${id}-fault`} className={styles.faults} aria-live="polite">
          {faults.map((issue) => (
            <p key={issue.message}>▲ {sayIssue(issue)}</p>
          ))}
        </div>
      </div>
    </div>
  );
}

/** What a control says of itself: its hint and its fault, for who can't see them beside it. */
export function describedBy(id: string, words: FieldWords): string {
  return words.hint === undefined ? `${id}-fault` : `${id}-hint ${id}-fault`;
}

/** A key as the file has it, below what the part or the entry stands for already: `browser.remembers`. */
export function keyIn(pattern: string): string {
  const section = sectionOf(pattern.split('.'));
  const head = section && headOf(section);
  const own = pattern.split('*.').at(-1) ?? pattern;
  return head !== undefined && own.startsWith(`${head}.`) ? own.slice(head.length + 1) : own;
}
