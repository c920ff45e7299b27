import { describe, expect, it } from 'vitest';
import { addressLines } from '../../../renderer/household/address-commands.ts';
import { groupingOf } from '../../../renderer/lab/grouping.ts';
import { questionOf } from '../../../renderer/lab/question.ts';
import { addressOf, sampleName, standingKeyOf, subjectOf, urlOf } from '../../../renderer/lab/selection.ts';
import { isTaken, shortcutOf } from '../../../renderer/lab/shortcuts.ts';
import { walkStep } from '../../../renderer/lab/walk.ts';
import { destination, expiresAt, signedInAt, snapshotAt } from '../view/fixtures.ts';

const press = (key: string) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false });

describe('destinations under their policies', () => {
  it('come in the order in which policies are asked, those without one last', () => {
    const { groups, idle } = groupingOf(snapshotAt(signedInAt));
    expect(groups.map((group) => [group.name, group.destinations.length])).toEqual([
      ['Private range, weekly', 14],
      [undefined, 2],
    ]);
    expect(idle.map((policy) => policy.name)).toEqual(['Block guests', 'HR, monthly']);
  });

  it('have addresses that can be visited', () => {
    expect(urlOf(destination('wiki'))).toBe('https://wiki.corp.internal/');
    expect(urlOf(destination('wiki', { kind: 'http', port: 8080 }))).toBe('http://wiki.corp.internal:8080/');
    expect(urlOf(destination('git', { kind: 'tcp-echo', port: 22 }))).toBe('tcp://git.corp.internal:22');
    expect(urlOf(destination('git', { kind: 'ssh', port: 22 }))).toBe('ssh://git.corp.internal');
    expect(urlOf(destination('git', { kind: 'ssh', port: 2222 }))).toBe('ssh://git.corp.internal:2222');
    expect(urlOf(destination('ns', { kind: 'dns', protocol: 'udp', port: 53 }))).toBe('udp://ns.corp.internal:53');
    expect(addressOf(destination('wiki'))).toBe('wiki.corp.internal');
    expect(addressOf(destination('git', { kind: 'tcp-echo', port: 22 }))).toBe('git.corp.internal:22');
  });

  it('give a name to look up below a suffix', () => {
    expect(sampleName(snapshotAt(signedInAt), 'corp.internal')).toBe('wiki.corp.internal');
    expect(sampleName(snapshotAt(signedInAt), 'lan')).toBe('www.lan');
  });
});

describe('what Why is about', () => {
  it('is what the sentence is about until something is chosen', () => {
    expect(subjectOf(snapshotAt(signedInAt), signedInAt)).toEqual({ kind: 'destination', name: 'wiki' });
    const items = [destination('up'), destination('down', { reachable: false, class: 'origin' })];
    const broken = snapshotAt(signedInAt, { destinations: { total: 2, items } });
    expect(subjectOf(broken, signedInAt)).toEqual({ kind: 'destination', name: 'down' });
  });

  it('is asked as a question that turns at the expiry', () => {
    const wiki = { kind: 'destination', name: 'wiki' } as const;
    const snapshot = snapshotAt(expiresAt - 1000);
    expect(questionOf(snapshot, wiki, expiresAt - 1000)).toBe('Why does wiki.corp.internal answer?');
    expect(questionOf(snapshot, wiki, expiresAt)).toBe('Why is wiki.corp.internal dead?');
    expect(standingKeyOf(snapshot, wiki, expiresAt)).not.toBe(standingKeyOf(snapshot, wiki, expiresAt - 1000));
  });
});

describe('the first walk', () => {
  it('goes from the expiry to the sign-in', () => {
    const session = { authenticatedAt: signedInAt, from: 'settings', episode: 2 };
    const reauth = { id: 'r', startedAt: expiresAt, from: 'settings' };
    expect(walkStep(snapshotAt(signedInAt), signedInAt)).toBe(0);
    expect(walkStep(snapshotAt(expiresAt), expiresAt)).toBe(1);
    expect(walkStep(snapshotAt(expiresAt, { reauth }), expiresAt)).toBe(2);
    expect(walkStep(snapshotAt(signedInAt, { session }), signedInAt)).toBe(3);
  });
});

describe('shortcuts', () => {
  it('are single keys, and pairs that begin with g', () => {
    expect(shortcutOf(press(' '), undefined)).toBe('freeze-or-follow');
    expect(shortcutOf(press('n'), undefined)).toBe('next');
    expect(shortcutOf(press('c'), 'g')).toBe('go-client');
    expect(shortcutOf(press('c'), undefined)).toBe('conditions');
    expect(shortcutOf(press('y'), undefined)).toBeUndefined();
    expect(shortcutOf({ ...press('n'), ctrlKey: true }, undefined)).toBeUndefined();
  });

  it('leave keys to what types or is pressed by them', () => {
    expect(isTaken('n', { tagName: 'INPUT', role: null })).toBe(true);
    expect(isTaken('n', { tagName: 'DIV', role: 'menuitem' })).toBe(true);
    expect(isTaken(' ', { tagName: 'BUTTON', role: null })).toBe(true);
    expect(isTaken(' ', { tagName: 'SPAN', role: 'switch' })).toBe(true);
    expect(isTaken(' ', { tagName: 'DIV', role: 'listbox' })).toBe(true);
    expect(isTaken('n', { tagName: 'DIV', role: 'listbox' })).toBe(false);
    expect(isTaken('n', { tagName: 'BUTTON', role: null })).toBe(false);
    expect(isTaken(' ', { tagName: 'BODY', role: null })).toBe(false);
  });
});

describe('lists of the lab', () => {
  it('have commands that are ready to paste', () => {
    const lines = addressLines(snapshotAt(signedInAt));
    expect(lines.find(({ name }) => name === 'proxy')?.command).toBe(
      'curl -k -x socks5h://127.0.0.1:40000 https://wiki.corp.internal/',
    );
    expect(lines.find(({ name }) => name === 'dns')?.command).toBe('dig @127.0.0.1 -p 40053 wiki.corp.internal');
  });
});
