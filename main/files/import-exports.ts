import { type ImportOptions, importFiles, isTerraformFile } from '../../app/imports/import-files.ts';
import type { PolicyImport } from '../../app/policy/policy.ts';
import type { DroppedFile } from './dropped-files.ts';

/** The same as `importFiles`; the parser of HCL is started when there is a file that it has to read. */
export async function importExports(
  files: readonly DroppedFile[],
  options: Omit<ImportOptions, 'hcl'> = {},
): Promise<PolicyImport> {
  const hasTerraform = options.format !== 'api' && files.some(({ name }) => isTerraformFile(name));
  if (!hasTerraform) return importFiles(files, options);
  const { loadHcl } = await import('../adapters/hcl/load-hcl.ts');
  return importFiles(files, { ...options, hcl: await loadHcl() });
}
