import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import type { Report } from './session.ts';

/** Where the JSON Schema of such files lies, as their first line names it. */
export async function showSchema(of: 'environment' | 'scenario'): Promise<Report> {
  const path = join(packageRoot, 'examples', 'schema', `${of}.schema.json`);
  return { json: { path }, text: `# yaml-language-server: $schema=${path}` };
}
