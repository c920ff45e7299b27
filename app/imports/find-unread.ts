import type { ImportWarning } from '../policy/policy.ts';
import type { ModuleFile } from '../terraform/module.ts';
import type { Body } from '../terraform/syntax.ts';

/** Resources of Cloudflare's that limit sessions and are of no type that is read: a warning for each file. */
export function findUnread(files: readonly ModuleFile[], isRead: (type: string) => boolean): readonly ImportWarning[] {
  return files.flatMap(({ name: file, body }) => {
    const unread = body.blocks.filter(({ type, labels: [kind = ''], body: inner }) => {
      return type === 'resource' && /^cloudflare_/.test(kind) && !isRead(kind) && setsSession(inner);
    });
    const [first] = unread;
    if (first === undefined) return [];
    const limit =
      unread.length === 1 ? 'limits sessions and is' : `and ${unread.length - 1} more limit sessions and are`;
    const message = `${first.labels.join('.')} ${limit} not read: nothing here depends on it`;
    return [{ code: 'unread-session', message, file, line: first.line }];
  });
}

function setsSession({ attributes, blocks }: Body): boolean {
  return (
    [...attributes.keys()].some((name) => /(^|_)session(_|$)/.test(name)) ||
    blocks.some(({ body }) => setsSession(body))
  );
}
