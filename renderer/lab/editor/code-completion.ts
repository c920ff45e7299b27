import type { Completion, CompletionContext, CompletionSource } from '@codemirror/autocomplete';
import type { Completions } from './code-editor-shape.ts';

/** Offers what the language says may stand at the cursor. */
export function completionSource(ask: (text: string, at: number) => Promise<Completions>): CompletionSource {
  return async (context) => {
    if (!context.explicit && !isWorthAsking(context)) return null;
    const { from, options } = await ask(context.state.doc.toString(), context.pos);
    const typed = context.state.sliceDoc(from, context.pos);
    if (options.length === 0 || (!context.explicit && isSettled(typed, options))) return null;
    // What is written out in full is asked about anew, and then offered no more.
    const validFor = (text: string) => /^["$]?[\w.:/-]*$/.test(text) && !options.some((option) => option.text === text);
    return { from, options: options.map(optionOf), validFor };
  };
}

/** It is written out already, or there are only words to go on with, and nobody has begun one. */
function isSettled(typed: string, options: Completions['options']): boolean {
  return (
    options.some(({ text }) => text === typed) || (typed === '' && options.every(({ kind }) => kind === 'keyword'))
  );
}

/** While a word is typed, and where one surely follows: behind a space or what opens something. */
function isWorthAsking({ state, pos }: CompletionContext): boolean {
  return /[\w."$({] ?$/.test(state.sliceDoc(Math.max(0, pos - 2), pos));
}

function optionOf({ label, kind, detail, text }: Completions['options'][number], at: number): Completion {
  // As the language orders them, among those that fit equally well.
  return { label, detail, type: kind, apply: text, boost: Math.max(-50, -at / 10) };
}
