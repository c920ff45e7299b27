import { describe, expect, it } from 'vitest';
import { momentOf, nameMoment } from '../../../app/view/moment.ts';
import { type RunTree, treeRows } from '../../../app/view/run-tree.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

const run = (id: string, more: object = {}): RunTree['runs'][number] => ({
  ...{ id, startedOn: '2026-03-02', bytes: 1, isCurrent: false },
  left: {
    environment: 'Acme',
    from: '2026-03-02T09:00:00Z',
    at: '2026-03-09T09:01:00Z',
    tone: 'dead',
    short: 'internal network dead',
  },
  ...more,
});
const checkpoint = (id: string, of: string, at: string): RunTree['checkpoints'][number] => ({
  ...{ id, run: of, name: id, at, madeAt: at, usable: true, tone: 'calm', short: 'everything answers' },
});
const shape = (tree: RunTree, isOpen?: (id: string) => boolean) =>
  treeRows(tree, isOpen).map(({ level, label, position, of }) => `${'  '.repeat(level - 1)}${label} ${position}/${of}`);

describe('the tree of runs', () => {
  const tree: RunTree = {
    runs: [
      run('a'),
      run('b', { origin: { run: 'a', at: '2026-03-06T17:00:00Z', checkpoint: 'fri' } }),
      run('c', { origin: { run: 'a', at: '2026-03-06T17:00:00Z', checkpoint: 'fri' }, name: 'Renewed' }),
      run('d', { origin: { run: 'a', at: '2026-03-04T12:00:00Z' } }),
    ],
    checkpoints: [checkpoint('fri', 'a', '2026-03-06T17:00:00Z'), checkpoint('tue', 'a', '2026-03-03T08:00:00Z')],
  };

  it('has checkpoints below their run in the order of time, and branches below what they come of', () => {
    expect(shape(tree)).toEqual([
      'Acme 1/1',
      '  tue 1/3',
      '  What if 1 2/3',
      '  fri 3/3',
      '    What if 1 1/2',
      '    Renewed 2/2',
    ]);
  });

  it('shows no children of what is closed', () => {
    expect(shape(tree, (id) => id !== 'fri')).toEqual(['Acme 1/1', '  tue 1/3', '  What if 1 2/3', '  fri 3/3']);
  });

  it('keeps what comes of a run or a checkpoint that is gone', () => {
    const { runs, checkpoints } = tree;
    expect(shape({ runs: runs.slice(1), checkpoints: [] })).toEqual(['Acme 1/3', 'Renewed 2/3', 'Acme 3/3']);
    expect(shape({ runs: runs.slice(0, 3), checkpoints: checkpoints.slice(1) })).toEqual([
      'Acme 1/1',
      '  tue 1/3',
      '  What if 1 2/3',
      '  Renewed 3/3',
    ]);
  });

  it('of a thousand nodes is made in a time that does not grow by the square', () => {
    const many = Array.from({ length: 1000 }, (_, n) =>
      run(`r${n}`, n === 0 ? {} : { origin: { run: `r${Math.floor((n - 1) / 3)}`, at: '2026-03-04T12:00:00Z' } }),
    );
    const began = performance.now();
    expect(treeRows({ runs: many, checkpoints: [] })).toHaveLength(1000);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe('the name of a moment', () => {
  it('says day, time and how things stand, as people would', () => {
    const run = story(world());
    expect(nameMoment(momentOf(run.state))).toBe('Mon 2 Mar 09:00, everything answers');
    run.tell(past('168h'), { type: 'note-time' });
    run.tell(past('168h1m'), { type: 'note-time' });
    expect(nameMoment(momentOf(run.state))).toBe('Mon 9 Mar 09:01, internal network dead');
    run.tell(past('168h2m'), { type: 'change-device', online: false });
    expect(nameMoment(momentOf(run.state))).toBe('Mon 9 Mar 09:02, device offline');
  });
});
