import { describe, expect, it } from 'vitest';
import { laneOf } from '../../../renderer/household/design-lane.ts';
import { sayBytes, sayRunDay } from '../../../renderer/household/figures.ts';
import { largestImport, readImportFiles, sayChanges } from '../../../renderer/household/import-draft.ts';
import { pendingOf } from '../../../renderer/household/pending.ts';
import { changedPorts, isPort, portFields, portOf } from '../../../renderer/household/port-form.ts';
import { sayEdited } from '../../../renderer/household/say-edited.ts';
import { copyCommands } from '../../../renderer/lab/copy-commands.ts';
import { shortcutOf } from '../../../renderer/lab/shortcuts.ts';
import { createBusy } from '../../../renderer/shared/busy.ts';
import { createMessages } from '../../../renderer/shared/messages.ts';
import { signedInAt, snapshotAt } from '../view/fixtures.ts';

const day = 86_400;

describe('a design as it is drawn', () => {
  const everything = {
    name: 'One policy',
    expiries: [
      { afterSeconds: 7 * day, policies: ['Weekly'], destinations: ['wiki', 'git'], names: ['corp.internal'] },
    ],
    never: { destinations: ['help'], names: [] },
  };

  it('says that everything dies at once', () => {
    const { headline, total, steps, never, areNamesSafe } = laneOf(everything);
    expect(headline).toBe('2 of 3 destinations and the private names die at once, after 7 d.');
    expect(total).toBe(3);
    expect(steps).toEqual([
      expect.objectContaining({ said: '7 d', dying: ['wiki', 'git', '*.corp.internal'], left: 1, lost: 2 }),
    ]);
    expect(never).toEqual(['help']);
    expect(areNamesSafe).toBe(false);
  });

  it('says what the first expiry takes when there are more, and that names go on', () => {
    const { headline, steps } = laneOf({
      name: 'By application',
      expiries: [
        { afterSeconds: day, policies: ['HR'], destinations: ['hr'], names: [] },
        { afterSeconds: 3 * day, policies: ['Git'], destinations: ['git'], names: [] },
      ],
      never: { destinations: [], names: ['corp.internal'] },
    });
    expect(headline).toBe('The first expiry takes 1 of 2 destinations, after 1 d. Private names go on resolving.');
    expect(steps.map(({ left }) => left)).toEqual([1, 0]);
  });

  it('says that nothing dies', () => {
    expect(laneOf({ ...everything, expiries: [] }).headline).toBe('Nothing dies, whatever the age.');
  });
});

describe('edits on their way', () => {
  const now = signedInAt;
  const edit = (said: string, at: number) => ({ id: said, said, at });

  it('count down to the instant they act at, in whole seconds', () => {
    expect(pendingOf({ pending: [edit('x', now + 100_400)], undo: 'x' }, now)).toEqual({
      text: 'Acts in 1 min 40 s',
      at: now + 100_400,
    });
    expect(pendingOf({ pending: [edit('x', now)] }, now)).toBeUndefined();
  });

  it('are named where the undo beside them is another, and told to be several', () => {
    const pending = [edit('one', now + 60_000), edit('two', now + 60_000), edit('two', now + 600_000)];
    expect(pendingOf({ pending, undo: 'two' }, now)?.text).toBe('2 edits act in 1 min 00 s, the rest later');
    expect(pendingOf({ pending: [edit('one', now + 60_000)], undo: 'two' }, now)?.text).toBe('Acts in 1 min 00 s: one');
  });

  it('are told when they are made', () => {
    const at = '2026-03-02T09:02:00Z';
    expect(sayEdited({ said: 'x changed', takesEffectAt: at, fromNextRun: ['person.atDesk'] }, now)).toBe(
      'Done: x changed. All of it acts in 2 min 00 s. From the next run on: person.atDesk.',
    );
    expect(sayEdited({ fromNextRun: [] }, now)).toBe('Nothing changed: the environment is like that already.');
  });
});

describe('files to import', () => {
  const file = (name: string, text: string, size = text.length) => ({ name, size, text: async () => text });

  it('are read where the service reads them, and named where it does not', async () => {
    expect(
      await readImportFiles([file('a.json', '{}'), file('b.YAML', 'x: 1'), file('c.zip', 'PK'), file('d.tf', '# x')]),
    ).toEqual([
      { name: 'a.json', text: '{}' },
      { name: 'b.YAML', text: 'x: 1' },
      { name: 'c.zip', text: '' },
      { name: 'd.tf', text: '# x' },
    ]);
  });

  it('are refused by name when they are too large or no files', async () => {
    await expect(readImportFiles([file('a.json', '', largestImport + 1)])).rejects.toThrow('a.json: more than 8 MB');
    const folder = { name: 'rules.json', size: 0, text: () => Promise.reject(new Error('gone')) };
    await expect(readImportFiles([folder])).rejects.toThrow("rules.json can't be read");
  });

  it('have what they change counted', () => {
    const change = (what: 'added' | 'removed' | 'changed') => ({ what, policy: what });
    expect(sayChanges([change('added'), change('added'), change('changed')])).toBe('2 come, 1 changes.');
    expect(sayChanges([])).toBe('No policy comes, goes or changes.');
  });
});

describe('ports', () => {
  it('stand in the fields as they were asked for, else as they are', () => {
    const fields = portFields({ ports: { proxy: 40_000 } }, snapshotAt(signedInAt));
    expect(fields).toEqual({ proxy: '40000', dns: '40053', ui: '41000' });
    expect(portOf('http://127.0.0.1:41000/')).toBe(41_000);
    expect(portOf(undefined)).toBeUndefined();
  });

  it('are sent where they were changed', () => {
    const before = { proxy: '40000', dns: '40053', ui: '41000' };
    expect(changedPorts(before, { ...before, dns: ' 5300 ' })).toEqual({ dns: 5300 });
    expect(['0', '65535', '65536', '-1', '1.5', ''].map(isPort)).toEqual([true, true, false, false, false, false]);
  });
});

describe('figures of the household', () => {
  it('are said as file managers say them', () => {
    expect([0, 95, 24_162, 1_250_000, 25_000_000].map(sayBytes)).toEqual(['0 kB', '1 kB', '25 kB', '1.3 MB', '25 MB']);
    expect(sayRunDay('2026-11-25')).toBe('Wed 25 Nov 2026');
  });
});

describe('commands to paste', () => {
  it('try what is selected through the emulator', () => {
    const snapshot = snapshotAt(signedInAt);
    expect(copyCommands(snapshot, { kind: 'destination', name: 'wiki' }).map(({ command }) => command)).toEqual([
      'curl -k -x socks5h://127.0.0.1:40000 https://wiki.corp.internal/',
      'dig @127.0.0.1 -p 40053 wiki.corp.internal',
    ]);
    const { destinations } = snapshot;
    const [git] = destinations.items
      .filter(({ name }) => name === 'git')
      .map((each) => ({ ...each, kind: 'ssh' as const, port: 22 }));
    const withSsh = { ...snapshot, destinations: { ...destinations, items: git === undefined ? [] : [git] } };
    expect(copyCommands(withSsh, { kind: 'destination', name: 'git' }).map(({ command }) => command)).toEqual([
      "ssh -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o ProxyCommand='nc -X 5 -x 127.0.0.1:40000 %h %p' git.corp.internal",
      'dig @127.0.0.1 -p 40053 git.corp.internal',
    ]);
    expect(copyCommands(snapshot, { kind: 'name', suffix: 'public names' })[0]?.command).toContain(' example.com');
    expect(copyCommands(snapshot, { kind: 'entry', id: '1.0' })).toEqual([]);
  });
});

describe('undo and redo', () => {
  it('are the keys of every editor', () => {
    const press = (key: string, over: object) =>
      shortcutOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...over }, undefined);
    expect(press('z', { ctrlKey: true })).toBe('undo');
    expect(press('z', { metaKey: true })).toBe('undo');
    expect(press('Z', { metaKey: true, shiftKey: true })).toBe('redo');
    expect(press('y', { ctrlKey: true })).toBe('redo');
    expect(press('z', {})).toBeUndefined();
    expect(press('n', { ctrlKey: true })).toBeUndefined();
  });
});

describe('messages', () => {
  it('tell what was done apart from what went wrong, the newest only', () => {
    const messages = createMessages();
    messages.tell('Done.', { label: 'Undo', run: () => {} });
    expect(messages.read()).toMatchObject({ tone: 'done', text: 'Done.', act: { label: 'Undo' } });
    messages.say('No.');
    expect(messages.read()).toMatchObject({ tone: 'fault', text: 'No.' });
    messages.dismiss();
    expect(messages.read()).toBeUndefined();
  });
});

describe('work that takes long', () => {
  it('shows once it takes longer than a person waits, until it ends', async () => {
    const busy = createBusy(0);
    const seen: boolean[] = [];
    const late = new Promise<void>((resolve) => {
      busy.subscribe(() => {
        seen.push(busy.read());
        resolve();
      });
    });
    expect(await busy.during(late.then(() => 'answer'))).toBe('answer');
    expect(seen).toEqual([true, false]);
    await expect(busy.during(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(busy.read()).toBe(false);
  });
});
