import { describe, expect, it } from 'vitest';
import { codeOf, isDrawn, pathOf, wordsOf } from '../../../renderer/client/generations.ts';
import { guide, home, moved } from '../../../renderer/client/place.ts';
import { signedInAt, snapshotAt } from '../view/fixtures.ts';

describe('the labels of the classic client', () => {
  it('are those of Preferences › Account › Re-Authenticate Session', () => {
    const words = wordsOf('classic');
    expect(words.preferences).toBe('Preferences');
    expect(words.about).toBe('About WARP');
    expect(words.tabs.map((tab) => tab.label)).toEqual(['General', 'Connection', 'Account', 'Advanced']);
    expect(pathOf(words)).toEqual(['the gear', 'Preferences', 'Account', 'Re-Authenticate Session']);
  });

  it('stand in for the generations that are not drawn yet', () => {
    expect(['classic', 'panel', 'banner'].map((generation) => isDrawn(generation as 'classic'))).toEqual([
      true,
      false,
      false,
    ]);
    expect(wordsOf('banner')).toBe(wordsOf('classic'));
  });

  it('show a code only where the real client does, and none for an expired session', () => {
    const snapshot = snapshotAt(signedInAt);
    const disconnected = { ...snapshot, client: { ...snapshot.client, status: 'Disconnected' as const } };
    expect(codeOf(snapshot)).toBeUndefined();
    expect(codeOf(disconnected)).toBeUndefined();
    expect(codeOf({ ...disconnected, device: { online: false, asleep: false } })).toBe('CF_NO_NETWORK');
    const { user: _user, ...strange } = disconnected;
    expect(codeOf(strange)).toBe('CF_REGISTRATION_MISSING');
  });
});

describe('the way to the button', () => {
  it('points at the gear, Preferences, Account and the button, one after the other', () => {
    expect(guide.map((place) => place.pointer)).toEqual(['gear', 'preferences', 'account', 'reauthenticate']);
    expect(guide[1]?.isMenuOpen).toBe(true);
    expect(guide.at(-1)).toMatchObject({ pane: 'preferences', tab: 'account' });
  });

  it('stops pointing when the user moves', () => {
    const shown = moved(home, { to: 'guide', step: 2 });
    expect(shown.pointer).toBe('account');
    expect(moved(shown, { to: 'tab', tab: 'account' })).toMatchObject({ tab: 'account', pointer: undefined });
    expect(moved(shown, { to: 'home' })).toMatchObject({ pane: 'home', pointer: undefined });
  });

  it('closes the menu when a window opens', () => {
    const open = moved(home, { to: 'menu', open: true });
    expect(moved(open, { to: 'preferences' })).toMatchObject({ isMenuOpen: false, pane: 'preferences' });
  });
});
