import { beforeAll, describe, expect, it } from 'vitest';
import { changesBetween } from '../../../app/environment/change.ts';
import { DecodeError, Refusal } from '../../../app/errors.ts';
import { bundleOf, inspectText, replayText } from '../../support/bundles.ts';
import { mutate } from '../../support/mutated-json.ts';
import { createRandom } from '../../support/random.ts';
import { story } from '../../support/story.ts';
import { past, privateRange, world } from '../../support/worlds.ts';

const { wiki = missing(), dns1 = missing() } = world().destinations;

const smallest = {
  ...world({ actors: { mail: { does: { connect: 'wiki.corp.internal', port: 443 }, every: '1h' } } }),
  people: { alice: { name: 'Alice', email: 'alice@example.com', groups: [], facts: {} } },
  destinations: { wiki, dns1 },
};

function missing(): never {
  throw new Error('the test world has no such destination');
}

/** A short run that has a bit of everything, so that each file is read in a moment. */
function texts(): readonly string[] {
  const run = story(smallest);
  run.connect(past('1h'), {}, { hold: true });
  const { policies } = world({ policies: [{ ...privateRange, checkSession: '1h' }] });
  const changes = changesBetween(smallest, { ...smallest, policies });
  run.tell(past('2h'), { type: 'edit-environment', changes, said: 'shorter', now: false, basedOn: 0 });
  run.connect(past('3h'), { host: 'wiki.corp.internal', facts: { sni: 'wiki.corp.internal' } });
  run.tell(past('3h'), { type: 'click-notice' });
  run.resolve(past('4h'), 'git.corp.internal');
  const end = bundleOf(run.lines);
  return [end, bundleOf(run.lines, { from: past('2h') })];
}

const files = 10_000;

describe(`of ${files.toLocaleString('en')} mutated bundles`, () => {
  const faults: string[] = [];
  const others: unknown[] = [];
  let same = 0;
  let slowest = 0;

  beforeAll(() => {
    const originals = texts();
    expect(originals.map((text) => replayText(text).same)).toEqual([true, true]);
    const random = createRandom(20_261_126);
    for (let file = 0; file < files; file += 1) {
      const text = mutate(random.pick(originals), random);
      const began = performance.now();
      try {
        if (file % 2 === 0) inspectText(text);
        else if (replayText(text).same && !originals.some((one) => isSame(one, text))) same += 1;
      } catch (fault) {
        if (fault instanceof DecodeError || fault instanceof Refusal) faults.push(fault.message);
        else others.push(fault);
      }
      slowest = Math.max(slowest, performance.now() - began);
    }
  }, 120_000);

  it('none ends in anything but a decision or a fault that is told', () => {
    expect(others).toEqual([]);
    expect(faults.length).toBeGreaterThan(files / 4);
  });

  it('every fault is a short sentence', () => {
    for (const fault of faults) {
      // Places are told by names that the file itself gives.
      const said = fault.replaceAll(/^\S+/gm, '');
      expect(said).not.toMatch(/undefined|\[object|TypeError|Invalid |at \w+ \(/);
      expect(fault.length).toBeLessThan(4000);
    }
  });

  it('none replays as the same that is not', () => {
    expect(same).toBe(0);
  });

  it('none takes long', () => {
    expect(slowest).toBeLessThan(3000);
  });

  it('none gets at what objects have in common', () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

/** The same data, in whatever layout. */
function isSame(one: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
  } catch {
    return false;
  }
}
