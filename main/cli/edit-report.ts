import type { ResultOf } from '../../app/bridge/contract.ts';
import { sayFindings } from '../../app/view/say-findings.ts';
import { sayStamp } from './clock.ts';
import type { RunningEmulator } from './session.ts';

type EditResult = ResultOf<'environment.apply'>;

/** What became of an edit. When it acts is told when that is not at once. */
export async function sayEdit(emulator: RunningEmulator, result: EditResult) {
  const { said, takesEffectAt, fromNextRun, newFindings } = result;
  if (said === undefined) return 'Nothing has changed: it is so already.';
  const { now } = await emulator.call('clock.show', {});
  const isLater = takesEffectAt !== undefined && Date.parse(takesEffectAt) > Date.parse(now);
  const effect = isLater ? ` It takes effect on ${sayStamp(takesEffectAt)}; --now makes it at once.` : '';
  const later = fromNextRun.length === 0 ? [] : [`From the next run on: ${fromNextRun.join(', ')}.`];
  const found =
    newFindings === undefined ? [] : [`It brings ${sayFindings(newFindings)}; \`policy lint --running\` tells them.`];
  return [`${said[0]?.toUpperCase()}${said.slice(1)}.${effect}`, ...later, ...found].join('\n');
}
