import type { Access, AccessApplication } from '../environment/environment.ts';
import type { Found } from './api-shape.ts';
import { decodeApplication } from './decode-application.ts';

type Warn = (at: Found, code: string, message: string) => void;

/** Decodes the applications of Access that have private destinations; `undefined` without any application. */
export function importApplications(applications: readonly Found[], warn: Warn): Access['applications'] | undefined {
  const [first] = applications;
  if (first === undefined) return undefined;
  const named = new Map<string, AccessApplication>();
  const without: string[] = [];
  const idle = new Set<string>();
  for (const found of applications) {
    const name = nameOf(found);
    const remark = (code: string, text: string) => warn(found, code, `Access application "${name}": ${text}`);
    const { parts, idle: own } = decodeApplication(found.object, remark);
    if (parts.length === 0) without.push(`"${name}"`);
    for (const part of parts) named.set(freeKey(name, named), part);
    for (const member of own) idle.add(member);
  }
  if (without.length > 0) {
    const some = `${without.slice(0, 5).join(', ')}${without.length > 5 ? ` and ${without.length - 5} more` : ''}`;
    warn(first, 'applications', `Access applications without private destinations were left out: ${some}`);
  }
  if (idle.size > 0)
    warn(first, 'idle-settings', `of Access applications these have no part in the emulation: ${[...idle].join(', ')}`);
  return Object.fromEntries(named);
}

function nameOf({ object: { name, id } }: Found): string {
  return typeof name === 'string' && name !== '' ? name : typeof id === 'string' ? id : 'without a name';
}

/** A key of an environment: letters, digits, dots, dashes and underscores. */
function freeKey(name: string, taken: ReadonlyMap<string, unknown>): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);
  const key = plain === '' || plain in Object.prototype ? `application-${plain}`.replace(/-$/, '') : plain;
  if (!taken.has(key)) return key;
  let number = 2;
  while (taken.has(`${key}-${number}`)) number += 1;
  return `${key}-${number}`;
}
