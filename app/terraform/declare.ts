import type { ImportWarning } from '../policy/policy.ts';
import type { Declared, ModuleFile } from './module.ts';

/**
 * The resources that are wanted, each with an id: its label, or more of its address where another of its kind has that
 * label. Two of one type and label are refused by Terraform; the first is kept, with a warning.
 */
export function declareResources(
  files: readonly ModuleFile[],
  wants: (type: string) => boolean,
  prefix: string,
): { readonly declared: readonly Declared[]; readonly warnings: readonly ImportWarning[] } {
  const declared = new Map<string, Declared>();
  const ids = new Set<string>();
  const warnings: ImportWarning[] = [];
  for (const { name: file, body } of files) {
    for (const block of body.blocks) {
      const [type = '', label = ''] = block.labels;
      if (block.type !== 'resource' || !wants(type)) continue;
      const address = `${type}.${label}`;
      const first = declared.get(address);
      if (first !== undefined) {
        const place = `${first.file}:${first.block.line}`;
        const message = `${address} is here a second time (first: ${place}); Terraform refuses that, and the first is kept`;
        warnings.push({ code: 'duplicate-label', message, file, line: block.line });
        continue;
      }
      // Ids of settings are read nowhere, so theirs may be the same.
      const kind = /_list$/.test(type) ? 'list' : /(_rule|_gateway_policy)$/.test(type) ? 'policy' : address;
      const id = ids.has(`${kind} ${label}`) ? address : label;
      ids.add(`${kind} ${id}`);
      if (id !== label) {
        const message = `another ${kind} has the label ${label} too; this one goes by ${address}`;
        warnings.push({ code: 'shared-label', message, file, line: block.line });
      }
      const own = `${prefix}${id}`;
      declared.set(address, { file, block, id: kind === 'list' ? own.replaceAll(/[^A-Za-z0-9_.-]/g, '_') : own });
    }
  }
  return { declared: [...declared.values()], warnings };
}
