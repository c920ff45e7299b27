import type { ImportWarning } from '../policy/policy.ts';
import { isObject } from './api-kind.ts';
import type { Found, FoundKind } from './api-shape.ts';
import { ownerIn } from './owner.ts';

/** What an answer says of its place in a listing (DOMAIN.md §4.1 fact 2). */
export type Page = {
  /** The same for all pages of one listing; words of a sentence. */
  readonly listing: string;
  readonly count: number;
  readonly total?: number;
  readonly number?: number;
  readonly pages?: number;
  readonly file: string;
  readonly line: number;
};

const nouns: Readonly<Record<FoundKind, string>> = {
  rule: 'the policies',
  list: 'the lists',
  item: 'the items',
  organisation: 'the organisations',
  application: 'the Access applications',
  configuration: 'the configurations',
  profile: 'the device profiles',
  fallback: 'the fallback domains',
  route: 'the Split Tunnels entries',
};

/** `first` is something that the answer holds, of `kind`. */
export function pageOf(envelope: Found, kind: FoundKind | undefined, first: Found | undefined): Page | undefined {
  const { result, result_info: info } = envelope.object;
  if (!isObject(info) || !Array.isArray(result)) return undefined;
  const total = countIn(info.total_count);
  const number = countIn(info.page);
  const perPage = countIn(info.per_page);
  const derived = total === undefined || !perPage ? undefined : Math.ceil(total / perPage);
  const pages = countIn(info.total_pages) ?? derived;
  const owner = kind === 'item' && first !== undefined ? ownerIn(first.names) : undefined;
  const noun = kind === undefined ? 'the entries' : nouns[kind];
  return {
    listing: owner === undefined ? noun : `${noun} of list ${owner}`,
    // The items call answers a list of lists.
    count: result.flat().length,
    ...(total === undefined ? {} : { total }),
    ...(number === undefined ? {} : { number }),
    ...(pages === undefined ? {} : { pages }),
    file: envelope.file,
    line: envelope.line,
  };
}

/** A warning for each listing of which pages are missing. A page that is there twice counts once. */
export function findMissingPages(pages: readonly Page[]): readonly ImportWarning[] {
  const listings = new Set(pages.map(({ listing }) => listing));
  return [...listings].flatMap((name) => {
    const those = pages.filter(({ listing }) => listing === name);
    const numbered = [...new Map(those.map((page, index) => [page.number ?? `without ${index}`, page])).values()];
    const [first] = numbered;
    const here = numbered.reduce((sum, { count }) => sum + count, 0);
    const totals = numbered.flatMap((page) => page.total ?? []);
    const total = Math.max(0, ...totals);
    const missing = missingOf(numbered);
    const isWhole = totals.length === 0 ? missing.length === 0 : here >= total;
    if (first === undefined || isWhole) return [];
    const message = `${sayMissing(first.listing, missing, numbered)}: ${sayCount(here, total)}; export the rest too`;
    return [{ code: 'partial-page', message, file: first.file, line: first.line }];
  });
}

const mostPages = 10_000;

function missingOf(pages: readonly Page[]): readonly number[] {
  const last = Math.max(...pages.map((page) => page.pages ?? 0));
  if (last > mostPages || pages.some(({ number }) => number === undefined)) return [];
  const here = new Set(pages.map(({ number }) => number));
  return Array.from({ length: last }, (_, index) => index + 1).filter((number) => !here.has(number));
}

function sayMissing(listing: string, missing: readonly number[], pages: readonly Page[]): string {
  const last = Math.max(...pages.map((page) => page.pages ?? 0));
  const named = missing.slice(0, 5).join(', ');
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  if (missing.length === 0) return `a part of ${listing} is missing`;
  return missing.length === 1
    ? `page ${named} of ${last} of ${listing} is missing`
    : `pages ${named}${more} of ${last} of ${listing} are missing`;
}

function sayCount(here: number, total: number): string {
  return total === 0 ? `${here} are here` : `${here} of ${total} are here`;
}

function countIn(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
