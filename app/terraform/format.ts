import { writeJson } from './json.ts';
import { booleanOf, numberOf, textOf, type Value } from './value.ts';

/** What Terraform's `format` makes; `undefined` where verbs and arguments don't agree. */
export function formatText(format: string, args: readonly Value[]): string | undefined {
  const verb = /%(%|([-+ 0#]*)(\d*)(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z]))/g;
  let used = 0;
  let fails = /%(?!%|[-+ 0#]*\d*(?:\.\d+)?(?:\[\d+\])?[a-zA-Z])/.test(format.replaceAll('%%', ''));
  const text = format.replace(verb, (all, _body, flags = '', width = '', precision, position, kind) => {
    if (all === '%%') return '%';
    if (position !== undefined) used = Number(position) - 1;
    const shown = used < args.length && Number(width) <= 1000 ? showArgument(kind, args[used], precision) : undefined;
    used += 1;
    if (shown === undefined) fails = true;
    return pad(shown ?? '', Number(width), flags);
  });
  // Too few verbs are a fault too, unless they choose their arguments themselves.
  if (used < args.length && !format.includes('[')) fails = true;
  return fails ? undefined : text;
}

function showArgument(kind: string, value: Value, precision: string | undefined): string | undefined {
  const number = numberOf(value);
  switch (kind) {
    case 's': {
      const text = textOf(value);
      return precision === undefined ? text : text?.slice(0, Number(precision));
    }
    case 'v':
      return textOf(value) ?? writeJson(value);
    case 'q':
      return textOf(value) === undefined ? undefined : JSON.stringify(textOf(value));
    case 'd':
      return number === undefined || !Number.isInteger(number) ? undefined : textOf(number);
    case 'f':
      return number?.toFixed(Math.min(Number(precision ?? 6), 20));
    case 't':
      return booleanOf(value) === undefined ? undefined : String(booleanOf(value));
    case 'x':
    case 'o':
    case 'b':
      return number === undefined || !Number.isInteger(number) ? undefined : number.toString(bases[kind]);
    default:
      return undefined;
  }
}

const bases = { x: 16, o: 8, b: 2 } as const;

function pad(text: string, width: number, flags: string): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0')) return text.padStart(width);
  const sign = text.startsWith('-') ? '-' : '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
