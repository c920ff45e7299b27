import { basename } from 'node:path';
import type { Environment } from '../../app/environment/environment.ts';
import { DecodeError, Refusal } from '../../app/errors.ts';
import { isTerraformFile } from '../../app/imports/import-files.ts';
import type { PolicyImport } from '../../app/policy/policy.ts';
import { importExports } from './import-exports.ts';
import { environmentOf } from './load-environment.ts';
import { dataFileOf } from './yaml-file.ts';

export type DroppedFile = { readonly name: string; readonly text: string };

/** What files that were dropped together mean. */
export type Dropped =
  | { readonly kind: 'environment'; readonly environment: Environment }
  | { readonly kind: 'policies'; readonly name: string; readonly imported: PolicyImport };

/**
 * Reads files by their names: one environment with what it imports, or policies, lists and settings, exported or in
 * Terraform. `profile` names the device profile to take, absent: the default one. Throws `DecodeError` with file and
 * line, or a `Refusal` that says what can be read.
 */
export async function readDroppedFiles(files: readonly DroppedFile[], profile?: string): Promise<Dropped> {
  for (const { name } of files) refuseOthers(name);
  const [environment, second] = files.filter(({ name }) => /\.ya?ml$/i.test(name));
  if (second !== undefined) {
    throw new Refusal(
      'too-many-environments',
      `${environment?.name} and ${second.name} are two environments: drop one at a time.`,
    );
  }
  if (environment === undefined) {
    const imported = await importExports(files, profile === undefined ? {} : { profile });
    return { kind: 'policies', name: files.map(({ name }) => name).join(', '), imported };
  }
  const others = new Map(files.map(({ name, text }) => [basename(name), text]));
  const read = async (wanted: string) => {
    const text = others.get(basename(wanted));
    if (text !== undefined) return text;
    const message = `imports ${wanted}, which was not dropped with it: drop both together`;
    throw new DecodeError([{ path: 'policies', message, file: environment.name }]);
  };
  return {
    kind: 'environment',
    environment: await environmentOf(dataFileOf(environment.text, environment.name), read),
  };
}

function refuseOthers(name: string): void {
  if (/\.scenario\.ya?ml$/i.test(name)) {
    throw new Refusal('scenario', `${name} is a scenario: play it with \`warp-emu scenario run ${name}\`.`);
  }
  if (!/\.(json|ya?ml)$/i.test(name) && !isTerraformFile(name)) {
    const wanted = 'Drop exports of policies, Terraform’s files, or an environment.';
    throw new Refusal('unknown-file', `${name} is no .json, no .tf and no .yaml. ${wanted}`);
  }
}
