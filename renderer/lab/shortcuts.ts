export type Shortcut =
  | 'freeze-or-follow'
  | 'next'
  | 'advance'
  | 'show-the-way'
  | 'help'
  | 'import'
  | 'environment'
  | 'findings'
  | 'designs'
  | 'policies'
  | 'conditions'
  | 'otherwise'
  | 'runs'
  | 'cases'
  | 'ticket'
  | 'scenario'
  | 'scenario-step'
  | 'checkpoint'
  | 'bundle'
  | 'tour'
  | 'flows'
  | 'programs'
  | 'settings'
  | 'palette'
  | 'undo'
  | 'redo'
  | Goal;
export type Goal = 'go-sentence' | 'go-client' | 'go-destinations' | 'go-journal' | 'go-why' | 'go-timeline';

const single: Readonly<Record<string, Shortcut>> = {
  ' ': 'freeze-or-follow',
  n: 'next',
  a: 'advance',
  w: 'show-the-way',
  i: 'import',
  e: 'environment',
  f: 'findings',
  d: 'designs',
  p: 'policies',
  c: 'conditions',
  o: 'otherwise',
  r: 'runs',
  h: 'cases',
  u: 'ticket',
  x: 'scenario',
  '.': 'scenario-step',
  k: 'checkpoint',
  m: 'bundle',
  t: 'tour',
  l: 'flows',
  b: 'programs',
  s: 'settings',
  '?': 'help',
};
const afterG: Readonly<Record<string, Goal>> = {
  s: 'go-sentence',
  c: 'go-client',
  d: 'go-destinations',
  j: 'go-journal',
  y: 'go-why',
  t: 'go-timeline',
};

type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/** What a key means after `before`, the key pressed just ahead of it. */
export function shortcutOf(press: KeyPress, before: string | undefined): Shortcut | undefined {
  if (press.altKey) return undefined;
  if (press.ctrlKey || press.metaKey) return withCtrl(press);
  return before === 'g' ? afterG[press.key] : single[press.key];
}

/** As editors have it everywhere; Ctrl+Y is what Windows has besides. */
function withCtrl({ key, ctrlKey, shiftKey }: KeyPress): Shortcut | undefined {
  const letter = key.toLowerCase();
  if (letter === 'k' && !shiftKey) return 'palette';
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && ctrlKey && !shiftKey ? 'redo' : undefined;
}

/** Keys belong to what has the focus where that types, or where Space presses it. */
export function isTaken(key: string, target: { readonly tagName: string; readonly role: string | null }): boolean {
  if (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  if (['menuitem', 'menuitemradio', 'menuitemcheckbox', 'menu', 'dialog'].includes(target.role ?? ''))
    return target.role !== 'dialog' || key === ' ';
  return (
    key === ' ' &&
    (['BUTTON', 'A', 'SUMMARY'].includes(target.tagName) ||
      ['switch', 'tab', 'option', 'listbox'].includes(target.role ?? ''))
  );
}
