import type { TraceStep, Verdict } from '../session/verdict.ts';
import { writeSpan } from '../time/span.ts';
import type { Expectation, ExpectedVerdict } from './scenario.ts';

/** What an act came to, in the words of expectations. */
export type ActResult = {
  readonly verdict: ExpectedVerdict;
  /** The verdict behind it; absent for acts that attempt nothing. */
  readonly decided?: Verdict;
  readonly seen?: boolean;
  readonly count?: number;
  readonly credentials?: boolean;
  readonly findings?: readonly string[];
  readonly normal?: string;
  readonly hint?: string;
  readonly prints?: string;
  readonly error?: string;
  readonly answers?: readonly string[];
  readonly signIn?: string;
  /** Of the latest notice. */
  readonly fate?: string;
  /** Names of those that are open, once the act is done. */
  readonly flows?: readonly string[];
  /** Milliseconds, of what has no verdict of its own. */
  readonly left?: number;
  /** Milliseconds, once the act is done. */
  readonly age: number;
};

/** One thing that came out differently. */
export type Difference = { readonly what: string; readonly expected: string; readonly got: string };

export type StepReport = {
  readonly at: string;
  readonly act: string;
  /** The branch that it belongs to. */
  readonly branch?: string;
  readonly passed: boolean;
  readonly got: ExpectedVerdict;
  readonly differences: readonly Difference[];
  readonly trace: readonly TraceStep[];
};

export type ScenarioReport = {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly steps: readonly StepReport[];
  /** SHA-256 of the canonical JSON of the last state: equal runs have equal hashes. */
  readonly stateHash: string;
  readonly lines: number;
};

/** The word for a connection's verdict. */
export function wordForConnection(verdict: Verdict): ExpectedVerdict {
  switch (verdict.outcome) {
    case 'allowed':
      return verdict.checked ? 'allow' : 'not_checked';
    case 'bypassed':
      return 'bypass';
    case 'unreachable':
      return verdict.class === 'offline' ? 'offline' : 'origin_down';
    case 'refused':
      if (verdict.class === 'session') return 'blocked_session';
      return verdict.class === 'access' ? 'blocked_access' : 'blocked_policy';
  }
}

/** The word for what a stub resolver sees. */
export function wordForLookup(kind: 'records' | 'no-data' | 'no-such-name' | 'silence'): ExpectedVerdict {
  if (kind === 'silence') return 'dns_timeout';
  return kind === 'no-such-name' ? 'dns_nxdomain' : 'dns_ok';
}

/** Compares what an act came to with what was expected; empty when all of it held. */
export function compare(expected: Expectation | undefined, got: ActResult): readonly Difference[] {
  if (expected === undefined) return [];
  const differences: Difference[] = [];
  const check = (what: string, wanted: string | undefined, found: string) => {
    if (wanted !== undefined && wanted !== found) differences.push({ what, expected: wanted, got: found });
  };
  const { decided } = got;
  check('verdict', isMet(expected.verdict, got.verdict) ? undefined : expected.verdict, got.verdict);
  check('class', expected.class, decided?.class ?? 'none');
  check('stage', expected.stage, decided?.stage ?? 'none');
  const { policy } = decided ?? {};
  const isPolicy = expected.policy === (policy?.id ?? 'none') || (policy && expected.policy === policy.name);
  check('policy', isPolicy ? undefined : expected.policy, sayPolicy(policy));
  check('notice', expected.notice, decided?.notice ?? 'none');
  check('why', expected.why, decided?.noticeWhy ?? 'none');
  check('seen', expected.seen?.toString(), String(got.seen ?? false));
  check('application', expected.application, decided?.application ?? 'none');
  const findings = got.findings ?? [];
  const isFound = expected.finding !== undefined && findings.includes(expected.finding);
  check('finding', isFound ? undefined : expected.finding, findings.join(', ') || 'none');
  check('normal', expected.normal, got.normal ?? 'none');
  const isHinted = expected.hint !== undefined && got.hint?.includes(expected.hint) === true;
  check('hint', isHinted ? undefined : expected.hint, got.hint ?? 'none');
  check('count', expected.count?.toString(), String(got.count ?? 'none'));
  check('age', expected.age === undefined ? undefined : writeSpan(expected.age), writeSpan(got.age));
  check('credentials', expected.credentials?.toString(), String(got.credentials ?? 'not asked'));
  check('prints', expected.prints, got.prints ?? 'nothing');
  check('error', expected.error, got.error ?? 'none');
  check('fate', expected.fate, got.fate ?? 'none');
  check('sign-in', expected.signIn, got.signIn ?? 'none');
  check('answers', sayList(expected.answers), sayList(got.answers ?? []) ?? '');
  for (const [name, state] of Object.entries(expected.flows ?? {})) {
    check(`flow ${name}`, state, got.flows?.includes(name) === true ? 'open' : 'closed');
  }
  check('left', expected.left === undefined ? undefined : writeSpan(expected.left), leftOf(got));
  return differences;
}

function sayPolicy(policy: Verdict['policy']): string {
  return policy === undefined ? 'none' : `${policy.id} “${policy.name}”`;
}

function sayList(items: readonly string[] | undefined): string | undefined {
  return items === undefined ? undefined : items.toSorted().join(', ') || 'none';
}

/** `allow` is met by an allowed attempt whether it was checked or not. */
function isMet(expected: ExpectedVerdict, got: ExpectedVerdict): boolean {
  return expected === got || (expected === 'allow' && got === 'not_checked');
}

function leftOf({ decided: verdict, left }: ActResult): string {
  if (left !== undefined) return writeSpan(Math.max(0, left));
  if (verdict?.limitSeconds === undefined) return 'none';
  return writeSpan(Math.max(0, verdict.limitSeconds - verdict.ageSeconds) * 1000);
}
