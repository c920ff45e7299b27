import { describe, expect, it } from 'vitest';
import { mayLogOut } from '../../../app/view/act.ts';
import { sayWayIn, waysIn } from '../../../app/view/way-in.ts';
import { classicMenus, codeShown, panelMenus, wordsOf } from '../../../renderer/client/generations.ts';
import { guideOf, home, moved, parentOf } from '../../../renderer/client/place.ts';
import { signedInAt, snapshotAt } from '../view/fixtures.ts';

const pointers = (generation: 'classic' | 'panel' | 'banner', banner = false) =>
  guideOf({ generation, banner }).map((place) => place.pointer);

describe('the labels of a client', () => {
  it('are those of the gear, its windows and tabs up to 2026.1', () => {
    const words = wordsOf('classic');
    expect(words.about).toBe('About WARP');
    expect(words.logOut).toBe('Logout from Cloudflare Zero Trust');
    expect(classicMenus.tabs.map((tab) => tab.label)).toEqual(['General', 'Connection', 'Account', 'Advanced']);
    expect(waysIn.classic).toEqual(['the gear', classicMenus.preferences, 'Account', words.reauthenticate]);
    expect(sayWayIn('classic')).toBe('Preferences › Account');
  });

  it('are those of the pages from 2026.2 on', () => {
    const words = wordsOf('panel');
    expect(Object.values(panelMenus.pages)).toEqual(['Profile', 'Connectivity', 'Settings', 'About']);
    expect(words.logOut).toBe('Logout');
    expect(words.status.Unable).toBe('Unable');
    expect(waysIn.panel).toEqual([panelMenus.pages.profile, panelMenus.account, words.reauthenticate]);
    expect(waysIn.banner).toEqual(waysIn.panel);
    expect(sayWayIn('banner')).toBe('Profile › Account information');
  });
});

describe('the code under the status', () => {
  const snapshot = snapshotAt(signedInAt);
  const withCode = (code: string) => ({ ...snapshot, client: { ...snapshot.client, code } });

  it('is the one that the emulator tells', () => {
    expect(codeShown(snapshot)).toBeUndefined();
    expect(codeShown(withCode('CF_NO_NETWORK'))).toBe('CF_NO_NETWORK');
    const { registration: _registration, ...strange } = withCode('CF_REGISTRATION_MISSING');
    expect(codeShown(strange)).toBe('CF_REGISTRATION_MISSING');
  });

  it('names the variant of a revoked registration', () => {
    const registration = { deviceId: 'd', address: '100.96.0.2', enrolment: 'manual', status: 'revoked' } as const;
    expect(codeShown({ ...withCode('CF_REGISTRATION_MISSING'), registration })).toBe(
      'CF_REGISTRATION_MISSING (Revoked)',
    );
  });
});

describe('logging out', () => {
  it('is there only where leaving is allowed, on a device that its user enrolled', () => {
    const { client, registration } = snapshotAt(signedInAt);
    const managed = { ...registration, status: 'active', enrolment: 'mdm', deviceId: 'd', address: 'a' } as const;
    expect(mayLogOut(snapshotAt(signedInAt))).toBe(true);
    expect(mayLogOut({ client, registration: managed })).toBe(false);
    expect(mayLogOut({ client: { ...client, allowedToLeave: false }, registration })).toBe(false);
    expect(mayLogOut({ client, registration: undefined })).toBe(false);
  });
});

describe('the way to the button', () => {
  it('takes at most four clicks in each generation', () => {
    expect(pointers('classic')).toEqual(['gear', 'preferences', 'account', 'reauthenticate']);
    expect(pointers('panel')).toEqual(['profile', 'account', 'reauthenticate']);
    expect(pointers('banner')).toEqual(['profile', 'account', 'reauthenticate']);
  });

  it('is one click while a banner stands on the home screen', () => {
    expect(pointers('banner', true)).toEqual(['banner']);
  });

  it('stops pointing when the user moves', () => {
    const [, , third = home] = guideOf({ generation: 'classic', banner: false });
    const shown = moved(home, { to: 'look', place: third });
    expect(shown.pointer).toBe('account');
    expect(moved(shown, { to: 'tab', tab: 'account' })).toMatchObject({ tab: 'account', pointer: undefined });
    expect(moved(shown, { to: 'home' })).toMatchObject({ pane: 'home', pointer: undefined });
  });

  it('closes the menu when a window opens', () => {
    const open = moved(home, { to: 'menu', open: true });
    expect(moved(open, { to: 'preferences' })).toMatchObject({ isMenuOpen: false, pane: 'preferences' });
  });

  it('leads back page by page', () => {
    expect(parentOf('account')).toBe('profile');
    expect(parentOf('keys')).toBe('connectivity');
    expect(parentOf('profile')).toBe('home');
  });
});
