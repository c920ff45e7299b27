import { describe, expect, it } from 'vitest';
import { findActs } from '../../../renderer/lab/palette/find-acts.ts';
import type { PaletteAct } from '../../../renderer/lab/palette/palette-act.ts';
import { placeActs } from '../../../renderer/lab/palette/place-acts.ts';
import { shortcutActs, shortcutFor } from '../../../renderer/lab/palette/shortcut-acts.ts';
import { worldActs } from '../../../renderer/lab/palette/world-acts.ts';
import type { Shortcut } from '../../../renderer/lab/shortcuts.ts';
import { texts } from '../../../renderer/shared/texts.ts';
import { expiresAt, signedInAt, snapshotAt } from '../view/fixtures.ts';

const nothing = () => undefined;
const run = new Proxy({} as Record<Shortcut, () => void>, { get: () => nothing });
const lab = { select: nothing, visit: nothing, resolve: nothing, editPolicy: nothing, showWhy: nothing };

function actsOf(changes: Parameters<typeof snapshotAt>[1] = {}, done: string[] = []): readonly PaletteAct[] {
  const snapshot = snapshotAt(signedInAt, changes);
  const note = (what: string) => (given?: unknown, more?: unknown) =>
    done.push(
      [what, given, more]
        .filter((part) => part !== undefined)
        .map((part) => JSON.stringify(part))
        .join(' '),
    );
  const means = {
    call: note('call'),
    signIn: note('sign in'),
    showTheme: note('theme'),
    copy: note('copy'),
    to: note('to'),
  };
  return [
    ...shortcutActs(snapshot, run),
    ...worldActs(snapshot, signedInAt, means),
    ...placeActs(snapshot, signedInAt, lab),
  ];
}

const titles = (words: string, recent: readonly string[] = [], acts = actsOf()) =>
  findActs(acts, words, recent).map(({ title }) => title);

describe('the palette', () => {
  it('offers everything that has a shortcut, with its keys', () => {
    const offered = new Set(actsOf().map(({ keys }) => keys));
    const kept = Object.keys(texts.shortcuts.about).filter((keys) => keys !== 'Ctrl K');
    expect(kept.filter((keys) => !offered.has(keys))).toEqual([]);
  });

  it('reads keys as the list of shortcuts writes them', () => {
    expect(shortcutFor('Space')).toBe('freeze-or-follow');
    expect(shortcutFor('g j')).toBe('go-journal');
    expect(shortcutFor('Ctrl Shift Z')).toBe('redo');
    expect(shortcutFor('Ctrl K')).toBe('palette');
  });

  it('gives each act an id of its own', () => {
    const ids = actsOf().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ['log in', /^Sign in as /],
    ['reauth', /^Sign in as /],
    ['vpn off', 'Switch the client off'],
    ['dns', /Resolve|DNS/],
    ['dark', 'Theme: dark'],
    ['dnd', 'Do not disturb'],
    ['wiki', /wiki\.corp\.internal/],
    ['wkii', /wiki\.corp\.internal/],
    ['time pause', 'Freeze or follow the clock'],
    ['posture', /^Conditions/],
    ['lint', /^Findings/],
    ['copy proxy', 'Copy the address of the proxy'],
    ['socks', 'Copy the address of the proxy'],
    ['hr monthly', /HR, monthly/],
    ['expiry', /expiry of “Private range, weekly”$/],
  ])('finds by “%s” what people mean', (words, title) => {
    expect(titles(words)[0]).toMatch(title);
  });

  it('finds nothing for words that mean nothing here', () => {
    expect(titles('xylophone')).toEqual([]);
  });

  it('tells what was done lately first, and then all else', () => {
    expect(titles('', ['theme dark', 'settings']).slice(0, 2)).toEqual(['Theme: dark', 'Settings']);
    expect(titles('theme', ['theme contrast'])[0]).toBe('Theme: high contrast');
    expect(new Set(titles('', ['runs'])).size).toBe(titles('', ['runs']).length);
  });

  it('says why something can’t be done, and puts it last', () => {
    const acts = actsOf({ addresses: {} });
    const found = findActs(acts, 'undo', []);
    expect(found.find(({ id }) => id === 'undo')).toMatchObject({ why: 'Nothing was edited.' });
    expect(acts.find(({ id }) => id === 'copy proxy')).toMatchObject({ why: 'It is not listening.' });
    const order = findActs(acts, 'log in', []).map(({ why }) => why !== undefined);
    expect(order).toEqual(order.toSorted((one, other) => Number(one) - Number(other)));
  });

  it('does what it says', () => {
    const done: string[] = [];
    const acts = actsOf({}, done);
    for (const id of ['sign-in', 'atDesk', 'theme dark', 'copy proxy', 'past “Private range, weekly”']) {
      acts.find((act) => act.id === id)?.run();
    }
    expect(done).toEqual([
      '"sign in" "settings"',
      expect.stringContaining('"call" "world.set" {"atDesk":'),
      '"theme" "dark"',
      '"copy" "127.0.0.1:40000"',
      `"to" ${expiresAt + 60_000}`,
    ]);
  });
});
