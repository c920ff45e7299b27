import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CodeEditor, CodeEditorOptions } from './code-editor-shape.ts';

type Module = typeof import('./code-editor.ts');

let loading: Promise<Module> | undefined;

/** CodeMirror, asked for once. A load that failed is tried again with the next field. */
function loadCodeEditor(): Promise<Module> {
  loading ??= import('./code-editor.ts').catch((fault: unknown) => {
    loading = undefined;
    throw fault;
  });
  return loading;
}

export type CodeField = {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly state: 'loading' | 'ready' | 'failed';
  readonly editor: CodeEditor | undefined;
};

/** Puts an editor into a field, once; `options.text` is what it begins with. `failed`: a plain field has to do. */
export function useCodeEditor(options: CodeEditorOptions): CodeField {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(options);
  latest.current = options;
  const [state, setState] = useState<CodeField['state']>('loading');
  const [editor, setEditor] = useState<CodeEditor>();
  useEffect(() => {
    let made: CodeEditor | undefined;
    let isOver = false;
    loadCodeEditor().then(
      ({ createCodeEditor }) => {
        if (isOver || !host.current) return;
        const { text, label, hint } = latest.current;
        made = createCodeEditor(host.current, {
          ...{ text, label, hint },
          onChange: (next) => latest.current.onChange(next),
          onSave: () => latest.current.onSave(),
          complete: (next, at) => latest.current.complete(next, at),
        });
        setEditor(made);
        setState('ready');
      },
      () => !isOver && setState('failed'),
    );
    return () => {
      isOver = true;
      made?.destroy();
    };
  }, []);
  return { host, state, editor };
}
