import { isMapping } from './place.ts';

const partsAtMost = 3;

/** An entry on one line: its first few values, and that it is down. */
export function summaryOf(item: unknown): string {
  if (!isMapping(item)) return '';
  const parts = Object.entries(item).flatMap(([key, value]) => {
    if (key === 'facts') return [];
    const said = sayPart(key, value);
    return said === '' ? [] : [said];
  });
  const isDown = item.up === false ? ['down'] : [];
  return [...parts.slice(0, partsAtMost), ...isDown].join(' · ');
}

function sayPart(key: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.filter((one) => typeof one !== 'object').join(' ');
  if (!isMapping(value)) return '';
  return key === 'ports'
    ? Object.keys(value).join(', ')
    : Object.entries(value)
        .map(([does, what]) => `${does} ${String(what)}`)
        .join(', ');
}
