import { autocompletion, closeCompletion, completionKeymap } from '@codemirror/autocomplete';
import {
  defaultKeymap,
  history,
  historyField,
  historyKeymap,
  isolateHistory,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { codeTheme } from '../editor/code-theme.ts';
import { typeOverSelection } from '../editor/type-over-selection.ts';
import { keyHover, schemaCompletion } from './yaml-completion.ts';
import { spliceBetween } from './yaml-edit.ts';
import type { Issue, YamlEditor, YamlEditorOptions } from './yaml-editor-shape.ts';

/** A run's text with its history, for when the sheet is opened again. */
let kept: { readonly run: string; readonly state: unknown } | undefined;
const memory = { history: historyField };

/** Puts an editor into `host`, in a shadow root as `createCodeEditor` does and for the same reason. */
export function createYamlEditor(host: HTMLElement, options: YamlEditorOptions): YamlEditor {
  const frame = document.createElement('div');
  frame.style.height = '100%';
  host.append(frame);
  const root = frame.attachShadow({ mode: 'open' });
  const extensions = extensionsFor(options);
  const state =
    kept?.run === options.run
      ? EditorState.fromJSON(kept.state, { extensions }, memory)
      : EditorState.create({ doc: options.text, extensions });
  const view = new EditorView({ state, parent: root, root });
  const text = () => view.state.doc.toString();
  // What became of the text meanwhile is one more step.
  if (text() !== options.text) view.dispatch({ changes: spliceBetween(text(), options.text), userEvent: 'input.form' });
  return {
    text,
    change: ({ from, to, insert }, step) =>
      view.dispatch({
        changes: { from, to, insert },
        userEvent: step === 'whole' ? 'input.form' : 'input.type.form',
        annotations: step === 'joined' ? [] : isolateHistory.of(step === 'whole' ? 'full' : 'before'),
      }),
    showIssues: (of, issues) => {
      if (text() === of) view.dispatch(setDiagnostics(view.state, issues.map(diagnosticOf(view.state))));
    },
    showPart: (from, to) => {
      const end = view.state.doc.length;
      const part = { from: Math.min(from, end), to: Math.min(to, end) };
      view.dispatch({
        effects: isInSight(view, part.from)
          ? showPart.of(part)
          : [showPart.of(part), EditorView.scrollIntoView(part.from, { y: 'start', yMargin: 48 })],
      });
    },
    goTo: (offset) => {
      const anchor = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
    undo: () => undo(view),
    redo: () => redo(view),
    history: () => ({ canUndo: undoDepth(view.state) > 0, canRedo: redoDepth(view.state) > 0 }),
    destroy: () => {
      kept = { run: options.run, state: view.state.toJSON(memory) };
      view.destroy();
      frame.remove();
    },
  };
}

function extensionsFor({ label, schema, onChange, onCursor }: YamlEditorOptions) {
  return [
    // Tab leaves the editor, as it leaves every field. Escape closes what is offered before it closes the sheet.
    Prec.highest(keymap.of([{ key: 'Escape', run: closeCompletion, stopPropagation: true }])),
    typeOverSelection,
    keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
    history(),
    lineNumbers(),
    bracketMatching(),
    yaml(),
    syntaxHighlighting(colours),
    autocompletion({ override: [schemaCompletion(schema)], icons: false, interactionDelay: 0 }),
    keyHover(schema),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off', tabindex: '0' }),
    EditorView.updateListener.of(({ docChanged, selectionSet, state, transactions }) => {
      const isTyped = !transactions.some((one) => one.isUserEvent('input.form') || one.isUserEvent('input.type.form'));
      if (docChanged) onChange(state.doc.toString(), isTyped);
      if (isTyped && (docChanged || (selectionSet && transactions.some((one) => one.isUserEvent('select')))))
        onCursor(state.selection.main.head);
    }),
    part,
    codeTheme,
    ownTheme,
  ];
}

const showPart = StateEffect.define<{ readonly from: number; readonly to: number }>();

/** The lines of what is edited beside. */
const part = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const shown = transaction.effects.find((effect) => effect.is(showPart));
    if (!shown?.is(showPart)) return before.map(transaction.changes);
    const { doc } = transaction.state;
    const first = doc.lineAt(shown.value.from).number;
    const last = doc.lineAt(Math.max(shown.value.from, shown.value.to - 1)).number;
    const lines = Array.from({ length: last - first + 1 }, (_, at) => doc.line(first + at));
    return Decoration.set(lines.map(({ from }) => Decoration.line({ class: 'part' }).range(from)));
  },
  provide: (field) => EditorView.decorations.from(field),
});

function isInSight(view: EditorView, offset: number): boolean {
  const { scrollDOM } = view;
  const { top, bottom } = view.lineBlockAt(offset);
  return top >= scrollDOM.scrollTop && bottom <= scrollDOM.scrollTop + scrollDOM.clientHeight;
}

function diagnosticOf({ doc }: EditorState): (issue: Issue) => Diagnostic {
  return ({ at, length, message, hint }) => {
    const from = Math.min(at, doc.length);
    const to = Math.min(Math.max(from + length, from + 1), doc.length);
    return { from, to, severity: 'error', message: hint === undefined ? message : `${message}: ${hint}` };
  };
}

const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--good)' },
  { tag: [tags.comment, tags.meta], color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator], color: 'var(--ink-soft)' },
  { tag: [tags.labelName, tags.typeName], color: 'var(--soon)' },
]);

const ownTheme = EditorView.theme({
  '&': { height: '100%', borderRadius: '0' },
  '&.cm-editor .cm-scroller': { maxHeight: 'none', fontSize: '12.5px', lineHeight: '1.55' },
  '.cm-gutters': { backgroundColor: 'var(--ground)', color: 'var(--ink-faint)', border: '0', paddingRight: '2px' },
  '.cm-line.part': { backgroundColor: 'var(--accent-wash)' },
  '.cm-content': { padding: '8px 0' },
});
