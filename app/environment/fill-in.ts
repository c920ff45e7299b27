import type { ImportedSettings } from '../imports/imported-settings.ts';
import { writeSpan } from '../time/span.ts';

/** Puts what an import sets into an environment file's data, wherever the file itself says nothing. */
export function fillIn(data: unknown, settings: ImportedSettings): unknown {
  if (!isMapping(data)) return data;
  const filled = new Map<string, unknown>(Object.entries(data));
  for (const [name, section] of Object.entries(asWritten(settings))) {
    const own = filled.get(name) ?? {};
    if (isMapping(own)) filled.set(name, { ...section, ...own });
  }
  return Object.fromEntries(filled);
}

function asWritten({ access, ...settings }: ImportedSettings): Readonly<Record<string, object>> {
  if (access === undefined) return settings;
  const { clientSession, ...rest } = access;
  return {
    ...settings,
    access: { ...rest, ...(clientSession === undefined ? {} : { clientSession: writeSpan(clientSession) }) },
  };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
