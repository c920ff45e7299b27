import { readFileSync, writeSync } from 'node:fs';
import { loadScenario } from '../../../main/files/load-scenario.ts';
import { openPlayHouse } from './play-house.ts';

/** Goes on with the scenario of a data directory, or starts it, and says how many steps are played, and each change on the way. */
const [directory = '', scenario = ''] = process.argv.slice(2);
const { plays, runs } = await openPlayHouse(directory);
if (plays.current === undefined) {
  const loaded = await loadScenario(scenario);
  await plays.start(
    { loaded, files: [{ name: 'steps.scenario.yaml', text: readFileSync(scenario, 'utf8') }] },
    'steps',
  );
}
const part = await plays.here();
writeSync(1, `${JSON.stringify({ played: part?.reports.length, remarks: plays.remarks })}\n`);
runs.emulator.onChange(() => void writeSync(1, '.\n'));
if (part !== undefined) {
  while (part.reports.length < part.steps.length) {
    // Now one by one, now several at once.
    let more = part.reports.length % 4;
    await plays.playOn(part, () => more-- > 0);
    writeSync(1, `${JSON.stringify({ played: part.reports.length, remarks: plays.remarks })}\n`);
  }
}
writeSync(1, 'over\n');
