import { expect, it } from 'vitest';
import { decodeBy } from '../../../app/environment/decode-environment.ts';
import { scenarioFileShape } from '../../../app/scenario/scenario.ts';
import { dataFileOf, decodeFile } from '../../../main/files/yaml-file.ts';

it.each([
  ['short', 'odd'],
  ['of several words', 'an odd name'],
  ['too long to be told whole', `odd ${'and long '.repeat(20)}name`],
])('puts a name that is not known at its line when it is %s', (_how, name) => {
  const text = `version: 1\nid: x\n${name}: 1\ntitle: y\nenvironment: z.yaml\nsteps: [{ at: 0s, do: { lint: environment } }]\n`;
  const read = () => decodeFile(dataFileOf(text, 'x.yaml'), (data) => decodeBy(scenarioFileShape, data));
  expect(read).toThrow(/^x\.yaml:3:1 (?:odd|an odd name)/);
});
