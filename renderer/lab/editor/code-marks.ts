import type { Diagnostic } from '@codemirror/lint';
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, hoverTooltip, type Tooltip } from '@codemirror/view';
import type { Reading } from './code-editor-shape.ts';

/** What the language says of the text as it stands. */
export const showReading = StateEffect.define<Reading>();

type Marks = { readonly reading: Reading | undefined; readonly drawn: DecorationSet };

/** Colours and underlines. They move along with the text until the next reading comes. */
const marks = StateField.define<Marks>({
  create: () => ({ reading: undefined, drawn: Decoration.none }),
  update(before, transaction) {
    const shown = transaction.effects.find((effect) => effect.is(showReading));
    if (shown?.is(showReading)) return { reading: shown.value, drawn: draw(shown.value) };
    if (!transaction.docChanged) return before;
    return { reading: undefined, drawn: before.drawn.map(transaction.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ drawn }) => drawn),
});

function draw({ tokens, result }: Reading): DecorationSet {
  const colours = tokens.map(({ at, length, kind }) =>
    Decoration.mark({ class: `token-${kind}` }).range(at, at + length),
  );
  const underlines = (result?.conditions ?? [])
    .filter(({ length }) => length > 0)
    .map(({ at, length, value }) =>
      Decoration.mark({ class: value ? 'holds' : 'fails', inclusive: false }).range(at, at + length),
    );
  return Decoration.set([...colours, ...underlines], true);
}

/** What a condition's field held, under the pointer. The list below the editor tells the same to everybody else. */
const actualValue = hoverTooltip((view, at): Tooltip | null => {
  const conditions = view.state.field(marks).reading?.result?.conditions ?? [];
  const found = conditions.find((condition) => at >= condition.at && at <= condition.at + condition.length);
  if (!found) return null;
  const text = `${found.value ? '●' : '○'} ${found.actual ?? 'no value'}`;
  const create = () => {
    const dom = document.createElement('div');
    dom.className = 'actual';
    dom.textContent = text;
    return { dom };
  };
  return { pos: found.at, end: found.at + found.length, above: true, create };
});

export const readingMarks = [marks, actualValue];

export function diagnosticsOf({ fault, warnings }: Reading): Diagnostic[] {
  const remarks = warnings.map(({ at, length, message }): Diagnostic => {
    return { from: at, to: at + length, severity: 'info', message };
  });
  if (fault === undefined) return remarks;
  const { at, length, message, hint } = fault;
  const said = hint === undefined ? message : `${message} (${hint})`;
  return [{ from: at, to: at + length, severity: 'error', message: said }, ...remarks];
}
