import { type RefObject, useEffect, useRef, useState } from 'react';
import { createYamlEditor } from './yaml-editor.ts';
import type { YamlEditor, YamlEditorOptions } from './yaml-editor-shape.ts';

/** Puts the editor into a field, once; `options.text` is what it begins with. */
export function useYamlEditor(options: YamlEditorOptions): {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly editor: YamlEditor | undefined;
} {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(options);
  latest.current = options;
  const [editor, setEditor] = useState<YamlEditor>();
  useEffect(() => {
    if (!host.current) return;
    const { run, text, label } = latest.current;
    const made = createYamlEditor(host.current, {
      ...{ run, text, label },
      schema: () => latest.current.schema(),
      onChange: (next, isTyped) => latest.current.onChange(next, isTyped),
      onCursor: (offset) => latest.current.onCursor(offset),
    });
    setEditor(made);
    return () => made.destroy();
  }, []);
  return { host, editor };
}
