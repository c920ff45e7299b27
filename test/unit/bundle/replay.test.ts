import { describe, expect, it } from 'vitest';
import { bundleLimits } from '../../../app/bundle/bundle-shape.ts';
import { BundleMaker } from '../../../app/bundle/make-bundle.ts';
import type { LogLine } from '../../../app/ports.ts';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import { engineVersion } from '../../../app/session/engine-version.ts';
import { writeInstant } from '../../../app/time/calendar.ts';
import { bundleOf, hash, inspectText, productVersion, replayText } from '../../support/bundles.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

/** A week that ends in a lockout, an edit and a way back in. */
function week() {
  const run = story(
    world({
      person: { atDesk: false },
      actors: { lookups: { does: { resolve: 'git.corp.internal' }, every: '5m', first: '41s' } },
    }),
  );
  run.connect(past('167h59m'), {}, { hold: true, keptBusy: true });
  run.connect(past('168h'));
  run.resolve(past('168h40m'), 'wiki.corp.internal');
  const changes = [{ path: ['destinations', 'wiki', 'up'], value: false }];
  run.tell(past('168h41m'), { type: 'edit-environment', changes, said: 'wiki is down', now: true, basedOn: 0 });
  run.reauth(past('168h45m'), 'bob@example.com');
  run.reauth(past('168h46m'));
  run.connect(past('168h47m'), { host: 'wiki.corp.internal' });
  return run;
}

describe('a bundle', () => {
  it('replays to the same verdicts and hash, however its text is laid out and comes in', () => {
    const { lines, state } = week();
    const text = bundleOf(lines);
    const replay = replayText(text);
    expect(replay).toMatchObject({ same: true, commands: lines.length, unchanged: true, redacted: false });
    expect(replay.stateHash).toEqual({ expected: hash(canonicalJson(state)), got: hash(canonicalJson(state)) });
    expect(replayText(text, undefined, 7)).toEqual(replay);
    expect(replayText(JSON.stringify(JSON.parse(text), undefined, 4))).toEqual(replay);
  });

  it('is the same text whenever it is made', () => {
    expect(bundleOf(week().lines)).toBe(bundleOf(week().lines));
  });

  it('tells the first command that comes out otherwise, with what was expected and what was got', () => {
    const text = bundleOf(week().lines).replace(`"to":${past('168h')}`, `"to":${past('168h') + 1}`);
    const { same, difference } = replayText(text);
    expect(same).toBe(false);
    expect(difference).toMatchObject({
      command: 'advance',
      path: expect.stringContaining('to'),
      got: past('168h') + 1,
    });
  });

  it('tells of a changed byte that decides nothing, too', () => {
    const text = bundleOf(week().lines).replace('"said":"wiki is down"', '"said":"wiki is DOWN"');
    const twice = bundleOf(week().lines).replaceAll('"said":"wiki is down"', '"said":"wiki is DOWN"');
    expect(replayText(text)).toMatchObject({ same: false, difference: { path: '[0].edit.said' } });
    expect(replayText(twice)).toMatchObject({ same: false });
    const other = bundleOf(week().lines).replace('"name":"WARP', '"name":"WALP');
    expect(replayText(other)).toMatchObject({ same: false, unchanged: false });
  });

  it('never replays as the same with one changed character', () => {
    const text = bundleOf(week().lines);
    for (let at = 0; at < text.length; at += 97) {
      const changed = /\d/.test(text.charAt(at)) ? '4' : 'x';
      if (text.charAt(at) === changed || /\s/.test(text.charAt(at))) continue;
      const mutated = text.slice(0, at) + changed + text.slice(at + 1);
      let same = false;
      try {
        ({ same } = replayText(mutated));
      } catch (fault) {
        expect(['DecodeError', 'Refusal']).toContain((fault as Error).name);
      }
      expect(same, mutated.slice(Math.max(0, at - 30), at + 30)).toBe(false);
    }
  });

  it('is refused when a later product made it, with what to do', () => {
    const text = bundleOf(week().lines);
    expect(() => replayText(text, '0.0.1')).toThrow(/Update to 0\.0\.2 or later/);
    expect(() => replayText(text.replace('"version": 1,', '"version": 2,'))).toThrow(/Update the emulator/);
    expect(replayText(text, '1.2.0').same).toBe(true);
  });

  it('of another engine is replayed all the same, and tells both', () => {
    const other = engineVersion - 1;
    const text = bundleOf(week().lines).replaceAll(`"engine":${engineVersion}`, `"engine":${other}`);
    const old = text.replace(`"engine": ${engineVersion}`, `"engine": ${other}`);
    expect(replayText(old)).toMatchObject({
      engine: { bundle: other, here: engineVersion },
      commands: expect.any(Number),
    });
    expect(replayText(old).difference).toBeUndefined();
  });

  it('may begin later, with the state that the lines before left behind', () => {
    const { lines, state } = week();
    const text = bundleOf(lines, { from: past('168h') });
    expect(text).toContain('"with":"state"');
    expect(replayText(text)).toMatchObject({ same: true, stateHash: { got: hash(canonicalJson(state)) } });
    expect(inspectText(text).begins).toEqual({ with: 'state', at: writeInstant(past('168h')), why: 'asked-for' });
    expect(replayText(bundleOf(lines, { until: past('168h') }))).toMatchObject({ same: true });
    expect(() => bundleOf(lines, { from: past('900h') })).toThrow(/has not come/);
  });

  it('is inspected without deciding anything: who, when, verdicts, notices, the sentence, policies', () => {
    const { lines, state } = week();
    const inspection = inspectText(bundleOf(lines));
    expect(inspection).toMatchObject({
      user: { email: 'alice@example.com' },
      environment: 'Test world',
      lines: lines.length,
      policies: [{ id: 'P1', limit: '168h' }],
      stateHash: { same: true, recorded: hash(canonicalJson(state)) },
      redaction: { is: 'whole' },
    });
    expect(inspection.sentence).not.toBe('');
    expect(inspection.notices).toHaveLength(1);
    expect(inspection.verdicts).toHaveProperty('refused/session');
  });
});

describe('a run that is too long for a bundle', () => {
  it('is refused, with what to do', () => {
    const { lines } = week();
    const [begun] = lines;
    if (begun === undefined) throw new Error('the story has lines');
    const at = begun.at;
    const noted = Array.from({ length: bundleLimits.lines }, (_, index): LogLine => {
      return {
        n: index + 2,
        at: at + index,
        command: { type: 'note-time' },
        events: [{ at: at + index, type: 'time-noted' }],
      };
    });
    const maker = new BundleMaker({ hash: () => '', productVersion, kept: { after: 0 } });
    expect(() => [begun, ...noted].map((line) => maker.take(line))).toThrow(/200,000 lines.*--from.*--until/);
  });
});
