import type { Handlers } from '../../app/bridge/contract.ts';
import { bundleSuffix } from '../../app/bundle/bundle-shape.ts';
import { writeInstant } from '../../app/time/calendar.ts';
import { makeBundleFile } from '../files/make-bundle-file.ts';
import { openPassingBundles } from '../files/passing-bundles.ts';
import { openRunLines } from '../files/run-lines.ts';
import type { Runs } from '../runs.ts';

type BundleHandlers = Pick<Handlers, Extract<keyof Handlers, `bundle.${string}`>>;

/** One file of a run, and a run of one file. */
export function createBundleHandlers(runs: Runs, dataDirectory: string): BundleHandlers {
  const passing = openPassingBundles(dataDirectory);
  return {
    'bundle.make': async ({ run = runs.current.id, redact, keep = [], from, until }) => {
      if (run === runs.current.id) await runs.emulator.submit({ type: 'note-time' });
      const lines = await openRunLines(runs, dataDirectory, run);
      const id = await passing.begin();
      try {
        const write = (text: string) => passing.append(id, text);
        const made = await makeBundleFile(lines, { from, until }, redact ? { keep } : undefined, write);
        return { id, name: `${run}${redact ? '' : '.not-redacted'}${bundleSuffix}`, ...made };
      } catch (fault) {
        await passing.drop(id);
        throw fault;
      }
    },
    'bundle.read': async ({ id, offset }) => passing.read(id, offset),
    'bundle.upload': async ({ id, text }) => {
      const upload = id ?? (await passing.begin());
      await passing.append(upload, text);
      return { id: upload };
    },
    'bundle.open': async ({ id, name }) => {
      const opened = await runs.openBundle(passing.pathOf(id), name ?? 'The bundle');
      await passing.drop(id);
      await runs.emulator.submit({ type: 'freeze-clock' });
      return { id: opened.id, at: writeInstant(opened.state.at), lines: opened.lines };
    },
  };
}
