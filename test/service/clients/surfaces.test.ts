import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FailureSurface, failureSurfaces } from '../../../app/environment/environment.ts';
import { findChromium } from '../../support/chromium.ts';
import { browserWays } from './browser-ways.ts';
import { writeDocument } from './document.ts';
import { networkWays } from './network-ways.ts';
import type { Observed } from './observe.ts';
import { openWays } from './open-ways.ts';
import { readCell, readRecord, writeRecord } from './record.ts';
import { shellWays } from './shell-ways.ts';
import { findVersions } from './versions.ts';
import { type Outcomes, type Walked, walk } from './walk.ts';
import { gotThrough, nameOf, type Way } from './way.ts';
import { curlWays } from './web-ways.ts';

const everyWay = [...curlWays, ...shellWays, ...networkWays, ...browserWays];
const versions = findVersions();
const hasBrowser = (await findChromium()) !== undefined;
const isUpdate = process.env.UPDATE_SURFACES === '1';

/** Netcat and git differ too much elsewhere. */
const isHere = process.platform === 'linux';
const isAtHand = ({ program }: Pick<Way, 'program'>) =>
  isHere && (program === 'Chromium' ? hasBrowser : versions[program] !== undefined);
const named = <T extends Pick<Way, 'program' | 'what' | 'by'>>(ways: readonly T[]) =>
  ways.map((way) => [nameOf(way), way] as const);
const [ways, open] = [everyWay.filter(isAtHand), openWays.filter(isAtHand)];
const absent = [...new Set(everyWay.filter((way) => !isAtHand(way)).map(({ program }) => program))];

const outcomeOf = (outcomes: Outcomes, way: Pick<Way, 'program' | 'what' | 'by'>): Observed => {
  const found = outcomes[nameOf(way)];
  if (found === undefined) throw new Error(`${nameOf(way)} was not tried`);
  return found;
};

describe.skipIf(ways.length === 0)('real programs, before, across and after an expiry and a sign-in', () => {
  const walked = {} as Record<FailureSurface, Walked>;
  beforeAll(async () => {
    const walks = failureSurfaces.map(async (surface) => {
      walked[surface] = await walk(surface, ways, open);
    });
    // All of them end, and clean up, whatever one of them meets.
    for (const outcome of await Promise.allSettled(walks)) if (outcome.status === 'rejected') throw outcome.reason;
    if (isUpdate) writeRecord(walked, everyWay);
  }, 400_000);

  describe.each(failureSurfaces)('where refusals look like %s', (surface) => {
    it.each(named(ways))('%s gets through before, and again after signing in', (_name, way) => {
      for (const stage of ['before', 'again'] as const) {
        const observed = outcomeOf(walked[surface][stage], way);
        expect({ stage, observed, through: gotThrough(way, observed) }).toMatchObject({ through: true });
      }
    });

    it.each(named(ways.filter(({ codes }) => codes === undefined)))(
      '%s gets through after the expiry',
      (_name, way) => {
        const observed = outcomeOf(walked[surface].refused, way);
        expect({ observed, through: gotThrough(way, observed) }).toMatchObject({ through: true });
      },
    );

    it.each(named(ways.filter(({ codes }) => codes !== undefined)))('%s is refused after it', (_name, way) => {
      const observed = outcomeOf(walked[surface].refused, way);
      expect({ observed, through: gotThrough(way, observed) }).toMatchObject({ through: false });
      const code = way.codes?.[surface];
      if (code !== 'late') expect({ observed, code: observed.code ?? 'never' }).toMatchObject({ code });
      if (way.limit !== undefined && surface === 'faithful') {
        expect(outcomeOf(walked[surface].limited, way).code).toBe(way.limit.code);
      }
      const record = readRecord();
      // Other versions have other words.
      if (versions[way.program] !== record.versions[way.program]) return;
      expect(readCell(way, walked[surface])).toEqual(record.seen[surface][nameOf(way)]);
    });

    it.each(named(open.filter(({ isJudgedAnew }) => !isJudgedAnew)))('%s, open before, goes on', (_name, way) => {
      expect(outcomeOf(walked[surface].across, way)).toMatchObject({ code: 0 });
    });

    it.each(named(open.filter(({ isJudgedAnew }) => isJudgedAnew)))('%s, open before, is refused', (_name, way) => {
      const { code, stdout } = outcomeOf(walked[surface].across, way);
      expect(code).not.toBe(0);
      expect(stdout).not.toContain('ok\n');
    });
  });

  const lacking = absent.length === 0 ? '' : `, here without ${absent.join(', ')}`;
  it.skipIf(absent.length > 0)(`are all there${lacking}`, () => expect(absent).toEqual([]));
});

it('docs/SURFACES.md tells what was seen (UPDATE_SURFACES=1 measures and writes it anew)', () => {
  const path = join('docs', 'SURFACES.md');
  const text = writeDocument(readRecord(), everyWay, openWays);
  if (isUpdate) writeFileSync(path, text);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
