import { DecodeError, type Fault } from '../errors.ts';
import type { PolicyImport } from '../policy/policy.ts';
import type { HclReader } from '../terraform/hcl-reader.ts';
import { joinFound } from './api-shape.ts';
import { type ApiReading, mergeImports, readApiFiles, withSettings } from './import-api.ts';
import type { SettingsOptions } from './import-settings.ts';
import { importTerraform, type TerraformFile, type TerraformImport } from './import-terraform.ts';
import { importShow, isShow } from './import-terraform-show.ts';
import { type JsonText, readJsonText } from './json-text.ts';

export type ImportFormat = 'auto' | 'api' | 'terraform';
export type ImportOptions = SettingsOptions & {
  readonly format?: ImportFormat;
  /** Needed where there are Terraform files. */
  readonly hcl?: HclReader;
  /** Values of variables, read after those that lie with the files: `--var-file`. */
  readonly variableFiles?: readonly TerraformFile[];
};

/**
 * Reads exports of the API and Terraform's files together, whichever they are by name and content. The Terraform files
 * of one folder are one module. Throws a `DecodeError` that names every file that can't be read.
 */
export function importFiles(files: readonly TerraformFile[], options: ImportOptions = {}): PolicyImport {
  const { format = 'auto', variableFiles = [], hcl } = options;
  const modules = new Map<string, TerraformFile[]>();
  const answers: TerraformFile[] = [];
  const reading = new Reading();
  for (const file of files) {
    if (format !== 'api' && isTerraformFile(file.name)) {
      const folder = file.name.replace(/[^/\\]*$/, '');
      modules.set(folder, [...(modules.get(folder) ?? []), file]);
    } else if (isAnswer(file, format)) answers.push(file);
    else reading.try(() => importJson(file));
  }
  if (answers.length > 0) reading.try(() => readApiFiles(answers));
  for (const [folder, module] of modules) {
    // Labels are unique within one folder only.
    const prefix = modules.size > 1 ? `${folder.replaceAll(/[^A-Za-z0-9_-]+/g, '_').replace(/^_|_$/g, '')}.` : '';
    reading.try(() => importModule(hcl, module, variableFiles, prefix));
  }
  const parts = reading.finish();
  const found = joinFound(parts.map((part) => part.found ?? new Map()));
  const imported = withSettings(warnOfMixture(parts), found, options);
  const [first] = [...modules.values()].flat();
  const isEmpty = imported.policies.length + imported.lists.length === 0 && imported.settings === undefined;
  if (first !== undefined && isEmpty) {
    const message = 'no Gateway policies, no lists and no settings come of it';
    const hint = 'expected resources such as cloudflare_zero_trust_gateway_policy or cloudflare_teams_rule';
    throw new DecodeError([{ path: '', message, hint, file: first.name }]);
  }
  return imported;
}

/** Native or JSON syntax, or values of variables. */
export function isTerraformFile(name: string): boolean {
  return /\.(tf|tfvars)(\.json)?$/i.test(name);
}

type Part = PolicyImport & Partial<Pick<ApiReading, 'found'>> & { readonly hasScaledPrecedence?: boolean };

class Reading {
  readonly #parts: Part[] = [];
  readonly #faults: Fault[] = [];

  try(read: () => Part): void {
    try {
      this.#parts.push(read());
    } catch (fault) {
      if (!(fault instanceof DecodeError)) throw fault;
      this.#faults.push(...fault.faults);
    }
  }

  finish(): readonly Part[] {
    if (this.#faults.length > 0) throw new DecodeError(this.#faults);
    return this.#parts;
  }
}

/** Whether a file is one of the API. `terraform show -json` tells itself by a member of its own. */
function isAnswer({ text }: TerraformFile, format: ImportFormat): boolean {
  return format === 'api' || (format === 'auto' && !(mayBeShow(text) && isShow(tryJson(text))));
}

function tryJson(text: string): unknown {
  try {
    return readJsonText(text, '').value;
  } catch {
    return undefined;
  }
}

function importJson({ name, text }: TerraformFile): Part {
  const json: JsonText = readJsonText(text, name);
  if (isShow(json.value)) return importShow(json, name);
  throw new DecodeError([{ path: '', message: 'is none of Terraform’s files', hint: wantedOfTerraform, file: name }]);
}

const wantedOfTerraform = 'expected *.tf, *.tf.json, *.tfvars, or the output of terraform show -json';
const mayBeShow = (text: string) => text.includes('"format_version"');

function importModule(
  hcl: HclReader | undefined,
  files: readonly TerraformFile[],
  variableFiles: readonly TerraformFile[],
  prefix: string,
): TerraformImport {
  if (hcl === undefined) throw new Error('Terraform files were given, and nothing that reads HCL');
  const values = files.filter(({ name }) => /\.tfvars(\.json)?$/i.test(name));
  const others = files.filter((file) => !values.includes(file));
  const [first] = values;
  if (others.length === 0 && first !== undefined) {
    const message = 'holds values of variables only: name the *.tf files as well';
    throw new DecodeError([{ path: '', message, file: first.name }]);
  }
  const ordered = values.toSorted((left, right) => rankOf(left) - rankOf(right) || (left.name < right.name ? -1 : 1));
  return importTerraform(hcl, others, [...ordered, ...variableFiles], prefix === '.' ? '' : prefix);
}

/** The order in which Terraform reads values: a later file wins. */
function rankOf({ name }: TerraformFile): number {
  if (/(^|[/\\])terraform\.tfvars$/i.test(name)) return 0;
  if (/(^|[/\\])terraform\.tfvars\.json$/i.test(name)) return 1;
  return /\.auto\.tfvars(\.json)?$/i.test(name) ? 2 : 3;
}

/** Version 4 of the provider multiplies precedences on their way to the API (DOMAIN.md §4.3 fact 12). */
function warnOfMixture(parts: readonly Part[]): PolicyImport {
  const merged = mergeImports(parts);
  const isScaled = (part: Part) => part.hasScaledPrecedence === true;
  const scaled = parts.filter(isScaled).flatMap(({ policies }) => policies);
  const [first] = scaled;
  const others = parts.filter((part) => !isScaled(part)).some(({ policies }) => policies.length > 0);
  if (first === undefined || !others) return merged;
  const message =
    'version 4 of the Terraform provider stores a precedence times 1000, so these can’t be compared with those from elsewhere: import one of the two alone';
  const { file, line } = first.source ?? { file: '', line: 1 };
  return { ...merged, warnings: [...merged.warnings, { code: 'mixed-precedence', message, file, line }] };
}
