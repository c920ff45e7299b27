import { Document, isMap, isScalar, visit } from 'yaml';
import type { Environment } from '../environment/environment.ts';
import { environmentText } from '../environment/environment-text.ts';
import type { Recording } from './record.ts';

/** A recorded scenario as its file says it, a step on few lines; what it could not tell stands on top. */
export function scenarioText(
  { scenario, same, untold }: Recording,
  environment: Environment,
  isRedacted: boolean,
): string {
  const { environment: _data, steps, ...head } = scenario;
  const remarks = [
    isRedacted
      ? 'Recorded by the WARP Session Emulator. Names in it are others than in the run; addresses and times are the same.'
      : 'Recorded by the WARP Session Emulator. Names and addresses stand in it as they are.',
    ...(same ? [] : ['Played anew it does not come to the same state as the run: something in it can’t be told.']),
    ...untold,
  ];
  const inner = environmentText(environment)
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
  return [
    ...remarks.map((remark) => `# ${remark}`),
    new Document(head).toString({ lineWidth: 0 }).trimEnd(),
    `environment:\n${inner.trimEnd()}`,
    `${stepsText(steps)}`,
  ].join('\n');
}

function stepsText(steps: Recording['scenario']['steps']): string {
  const document = new Document({ steps });
  visit(document, {
    Pair: (_key, { key, value }) => {
      if (isScalar(key) && (key.value === 'do' || key.value === 'expect') && isMap(value)) value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}
