import { autocompletion, closeCompletion, completionKeymap, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { completionSource } from './code-completion.ts';
import type { CodeEditor, CodeEditorOptions } from './code-editor-shape.ts';
import { diagnosticsOf, readingMarks, showReading } from './code-marks.ts';
import { codeTheme } from './code-theme.ts';
import { typeOverSelection } from './type-over-selection.ts';

/**
 * Puts an editor into `host`. It stands in a shadow root, where CodeMirror takes constructed style sheets: in the page
 * itself it would write style elements, which the content security policy refuses.
 */
export function createCodeEditor(host: HTMLElement, options: CodeEditorOptions): CodeEditor {
  const frame = document.createElement('div');
  host.append(frame);
  const root = frame.attachShadow({ mode: 'open' });
  const state = EditorState.create({ doc: options.text, extensions: extensionsFor(options) });
  const view = new EditorView({ state, parent: root, root });
  return {
    text: () => view.state.doc.toString(),
    replace: (text) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: 'input' });
      view.focus();
    },
    show: (text, reading) => {
      if (view.state.doc.toString() !== text) return;
      view.dispatch({ effects: showReading.of(reading) }, setDiagnostics(view.state, diagnosticsOf(reading)));
    },
    isCompleting: () => completionStatus(view.state) !== null,
    destroy: () => {
      view.destroy();
      frame.remove();
    },
  };
}

function extensionsFor({ label, hint, onChange, onSave, complete }: CodeEditorOptions) {
  return [
    // Tab leaves the editor, as it leaves every field. Escape closes what is offered before it closes the sheet.
    Prec.highest(
      keymap.of([
        { key: 'Mod-Enter', run: always(onSave) },
        { key: 'Escape', run: closeCompletion, stopPropagation: true },
      ]),
    ),
    typeOverSelection,
    keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
    history(),
    bracketMatching(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', autocapitalize: 'off' }),
    EditorView.updateListener.of((update) => update.docChanged && onChange(update.state.doc.toString())),
    placeholder(hint),
    autocompletion({
      override: [completionSource(complete)],
      icons: false,
      maxRenderedOptions: 60,
      // What is shown can be taken at once; Enter would break the line otherwise.
      interactionDelay: 0,
    }),
    readingMarks,
    codeTheme,
  ];
}

/** A key that always has done what it is for. */
function always(act: () => void): () => boolean {
  return () => {
    act();
    return true;
  };
}
