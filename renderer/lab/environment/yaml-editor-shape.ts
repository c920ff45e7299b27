import type { ResultOf } from '../../../app/bridge/contract.ts';
import type { Place } from './place.ts';
import type { Schema } from './schema.ts';
import type { Splice } from './yaml-edit.ts';

export type Issue = ResultOf<'environment.check'>['issues'][number];

export type YamlEditorOptions = {
  readonly run: string;
  readonly text: string;
  readonly label: string;
  schema(): Schema | undefined;
  /** `isTyped`: by somebody in the editor itself, and not from the form. */
  onChange(text: string, isTyped: boolean): void;
  /** Somebody has put the cursor there, or types there. */
  onCursor(offset: number): void;
};

export type Step = 'whole' | 'begun' | 'joined';

export type YamlEditor = {
  text(): string;
  /** A step of the history of its own, the first keystroke of one, or the next that joins it. */
  change(splice: Splice, step: Step): void;
  /** Marks what is wrong in a text; nothing when the text is another by now. */
  showIssues(text: string, issues: readonly Issue[]): void;
  /** Marks the lines of what is edited beside, and scrolls to them. */
  showPart(from: number, to: number): void;
  /** Puts the cursor there, for somebody to go on. */
  goTo(offset: number): void;
  undo(): void;
  redo(): void;
  history(): { readonly canUndo: boolean; readonly canRedo: boolean };
  destroy(): void;
};

export type CursorIn = {
  readonly place: Place;
  readonly isKey: boolean;
  /** What was typed of it, from here on. */
  readonly from: number;
};
