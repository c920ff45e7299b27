import type { Handlers } from '../../app/bridge/contract.ts';
import { type RedactedLines, redactLines } from '../../app/bundle/redact-lines.ts';
import { Refusal } from '../../app/errors.ts';
import type { LogLine } from '../../app/ports.ts';
import { recordScenario } from '../../app/scenario/record.ts';
import { scenarioText } from '../../app/scenario/scenario-text.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Runs } from '../runs.ts';

const pageLength = 1000;
/** As many steps as a scenario may have. */
const most = 10_000;

/** Makes a scenario of the current run. */
export function createRecordHandlers(runs: Runs): Pick<Handlers, 'scenario.record'> {
  return {
    'scenario.record': async ({ from, title, redact = false, keep = [] }) => {
      const { emulator, current } = runs;
      const since = from === undefined ? undefined : await momentOf(runs, from);
      await emulator.submit({ type: 'note-time' });
      const { state, revision } = emulator;
      const whole = { lines: await readAll(runs, revision), state };
      const redacted = redact && whole.lines.length > 0 ? redactedOf(whole.lines, keep) : undefined;
      const told = redacted ?? whole;
      const name = title ?? `What was done in ${current.id}`;
      const recording = await recordScenario({
        ...{ id: idOf(name), title: name, lines: told.lines, state: told.state },
        ...(since === undefined ? {} : { from: since }),
      });
      const [first] = told.lines;
      const environment = first?.command.type === 'start-run' ? first.command.environment : told.state.environment;
      const { same, untold, scenario } = recording;
      return {
        name: `${scenario.id}.scenario.yaml`,
        text: scenarioText(recording, environment, redacted !== undefined),
        steps: scenario.steps.length,
        same,
        untold: [...untold],
        ...(redacted === undefined ? {} : { renamed: redacted.renamed }),
      };
    },
  };
}

function redactedOf(lines: readonly LogLine[], keep: readonly string[]): RedactedLines {
  try {
    return redactLines(lines, keep);
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    // What a bundle advises has another name here.
    throw new Refusal(
      fault.code,
      fault.message.replace(/or export (?:everything|all) with --whole/, 'or record it without --redact'),
    );
  }
}

async function momentOf({ checkpoints, current }: Runs, id: string): Promise<Millis> {
  const { head, state } = await checkpoints.read(id);
  if (head.run === current.id) return state.at;
  throw new Refusal(
    'other-run',
    `The checkpoint “${head.name}” belongs to another run. Open that run, then record it.`,
  );
}

async function readAll({ current }: Runs, revision: number): Promise<readonly LogLine[]> {
  const { after } = await current.log.readOldest();
  if (after > 0) return [];
  if (revision > most) {
    throw new Refusal(
      'too-much-to-record',
      `This run holds ${revision} entries, and a scenario at most ${most} steps. Export it as a bundle instead.`,
    );
  }
  const lines: LogLine[] = [];
  while (lines.length < revision) {
    const before = Math.min(revision, lines.length + pageLength) + 1;
    const page = await current.log.readLines({ before, limit: before - 1 - lines.length });
    if (page.lines.length === 0) return [];
    lines.push(...page.lines);
  }
  return lines;
}

function idOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'recorded' : plain.slice(0, 60);
}
