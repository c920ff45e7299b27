import { EditorView } from '@codemirror/view';

/**
 * Chromium replaces a selection by elements with a style attribute, which the content security policy refuses with a
 * complaint; so the text is put there without its help.
 */
export const typeOverSelection = EditorView.domEventHandlers({
  beforeinput: ({ inputType, data }, view) => {
    if (inputType !== 'insertText' || data === null || view.composing || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});
