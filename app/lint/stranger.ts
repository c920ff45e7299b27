import { compileRegex } from '../expression/regex-matcher.ts';
import { bytesOf } from '../expression/value.ts';

/** An address that a pattern takes and was not meant to, with the domain that it was meant for. */
export type Stranger = { readonly address: string; readonly domain: string };

const mostBranches = 16;

/**
 * An address outside the domain that a pattern was written for, and that it matches all the same: found by matching, so
 * it is never a guess. `undefined`: there is none of the usual kinds, or no domain can be made out.
 */
export function findStranger(pattern: string): Stranger | undefined {
  let matches: (address: string) => boolean;
  try {
    const regex = compileRegex(pattern);
    matches = (address) => regex(bytesOf(address));
  } catch {
    return undefined;
  }
  const branches = expand(pattern.replace(/^\(\?[a-z]+\)/, ''))
    .map(readDomain)
    .filter((found) => found !== undefined);
  const domains = branches.map(({ domain }) => domain);
  for (const { domain, dots, isWhole, local } of branches) {
    // What isn't taken itself was misread.
    if (!matches(`${local}@${domain}`)) continue;
    for (const host of strangersTo(domain, dots, isWhole)) {
      const isMeant = domains.some((meant) => host === meant || host.endsWith(`.${meant}`));
      const address = `${local}@${host}`;
      if (!isMeant && matches(address)) return { address, domain };
    }
  }
  return undefined;
}

/** In the order of how easily somebody gets an address there. */
function strangersTo(domain: string, dots: readonly number[], isWhole: boolean): readonly string[] {
  const withoutDot = dots.map((dot) => `${domain.slice(0, dot)}x${domain.slice(dot + 1)}`);
  return [
    `${domain}.attacker.example`,
    ...(isWhole ? [] : [`attacker-${domain}`]),
    ...withoutDot.filter((host) => host.includes('.')),
    ...withoutDot.map((host) => `${host}.attacker.example`),
  ];
}

type Domain = {
  readonly domain: string;
  /** Places of the dots that are not escaped. */
  readonly dots: readonly number[];
  /** Whether an @ stands before it. */
  readonly isWhole: boolean;
  /** Somebody in it. */
  readonly local: string;
};

/** The domain that a branch ends in: its last plain characters, behind the @ where there is one. */
function readDomain(branch: string): Domain | undefined {
  const tail = branch.replace(/(?:\$|\\z|\.\*|\.\+)+$/, '');
  const found = /(@?)(?:\\\.)?((?:[a-z0-9-]|\\?\.(?![*+?{]))+)$/i.exec(tail);
  const written = found?.[2]?.replace(/^(?:\\?\.)+/, '') ?? '';
  const dots: number[] = [];
  let domain = '';
  for (let at = 0; at < written.length; at += 1) {
    if (written[at] === '\\') at += 1;
    else if (written[at] === '.') dots.push(domain.length);
    domain += written[at] ?? '';
  }
  if (!domain.includes('.')) return undefined;
  const local = /((?:[a-z0-9_-]|\\?\.)+)@/i.exec(tail)?.[1]?.replaceAll('\\', '') ?? 'user';
  return { domain: domain.toLowerCase(), dots, isWhole: found?.[1] === '@', local };
}

/** The branches of a pattern, those of its groups among alternatives spelt out; at most `mostBranches`. */
function expand(pattern: string): readonly string[] {
  const done: string[] = [];
  const open = splitTop(pattern);
  while (open.length > 0 && done.length < mostBranches) {
    const branch = open.pop() ?? '';
    const group = /\((?:\?:)?([^()\\]*(?:\\.[^()\\]*)*)\)(?![*+?{])/.exec(branch);
    if (group === null) done.push(branch);
    else {
      const [before, after] = [branch.slice(0, group.index), branch.slice(group.index + group[0].length)];
      open.push(...splitTop(group[1] ?? '').map((choice) => `${before}${choice}${after}`));
    }
    if (open.length > mostBranches) return [];
  }
  return done;
}

/** Splits at the bars that stand in no group, class or escape. */
function splitTop(pattern: string): string[] {
  const parts = [''];
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? '';
    if (character === '|' && depth === 0 && !inClass) {
      parts.push('');
      continue;
    }
    if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (!inClass && character === '(') depth += 1;
    else if (!inClass && character === ')') depth -= 1;
    parts.push((parts.pop() ?? '') + character + (character === '\\' ? (pattern[at + 1] ?? '') : ''));
    if (character === '\\') at += 1;
  }
  return parts;
}
