import type { ResultOf } from '../../../app/bridge/contract.ts';

export type Reading = ResultOf<'expression.read'>;
export type Completions = ResultOf<'expression.complete'>;

export type CodeEditorOptions = {
  readonly text: string;
  readonly label: string;
  /** Shown while it is empty. */
  readonly hint: string;
  onChange(text: string): void;
  onSave(): void;
  complete(text: string, at: number): Promise<Completions>;
};

/** What the view needs of an editor, so that CodeMirror itself can come later, or not at all. */
export type CodeEditor = {
  text(): string;
  /** As if somebody had typed it. */
  replace(text: string): void;
  /** Shows what was read of a text; nothing when the text is another by now. */
  show(text: string, reading: Reading): void;
  isCompleting(): boolean;
  destroy(): void;
};
