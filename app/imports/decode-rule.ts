import { z } from 'zod';
import { sayIssue } from '../environment/say-issue.ts';
import type { Fault } from '../errors.ts';
import { parseExpression } from '../expression/compile.ts';
import { gatewayFields } from '../expression/fields.ts';
import { print } from '../expression/print.ts';
import { parseGoDuration } from '../policy/duration.ts';
import type { Policy, PolicyFilter, SessionCheck, UnresolvedPart } from '../policy/policy.ts';
import { readConditions } from './read-conditions.ts';

// Members that are not named here are tolerated, and most may be null (DOMAIN.md §4.1 facts 4, 5).
const resolver = z.union([z.string(), z.looseObject({ ip: z.string() })]);
const ruleShape = z.looseObject({
  id: z.string().nullish(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  enabled: z.boolean().nullish(),
  precedence: z.number().nullish(),
  action: z.string(),
  filters: z.array(z.string()).nullish(),
  traffic: z.string().nullish(),
  identity: z.string().nullish(),
  device_posture: z.string().nullish(),
  rule_settings: z
    .looseObject({
      check_session: z.looseObject({ enforce: z.boolean().nullish(), duration: z.string().nullish() }).nullish(),
      dns_resolvers: z.looseObject({ ipv4: z.array(resolver).nullish(), ipv6: z.array(resolver).nullish() }).nullish(),
    })
    .nullish(),
  schedule: z.unknown().optional(),
  expiration: z.unknown().optional(),
  deleted_at: z.string().nullish(),
  conditions: z.unknown().optional(),
  read_only: z.unknown().optional(),
  source_account: z.unknown().optional(),
  warning_status: z.unknown().optional(),
});
type Rule = z.infer<typeof ruleShape>;

export type Remark = { readonly code: string; readonly message: string };
export type RuleReading =
  | { readonly ok: true; readonly policy?: Policy; readonly remarks: readonly Remark[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Decodes one rule as exported. `policy` is absent for a deleted rule. `position` counts the rules of the file and
 * stands in for a precedence that is missing.
 */
export function decodeRule(
  json: unknown,
  at: {
    readonly path: string;
    readonly file: string;
    readonly line: number;
    readonly position: number;
    lineOf?(inner: object): number;
  },
): RuleReading {
  const parsed = ruleShape.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.map((issue) => faultOf(issue, at)) };
  const rule = parsed.data;
  const id = rule.id || rule.name || `${at.file}:${at.line}`;
  const name = rule.name || id;
  const remarks: Remark[] = [];
  const remark = (code: string, text: string) => remarks.push({ code, message: `policy "${name}": ${text}` });
  if (typeof rule.deleted_at === 'string') {
    remark('deleted', 'is deleted and was left out');
    return { ok: true, remarks };
  }
  const filter = chooseFilter(rule, remark);
  const check = decodeCheck(rule, filter, remark);
  remarkMissing(rule, filter, remark);
  remarkOrigin(rule, remark);
  const resolvers = resolversOf(rule);
  const { unresolved, ...expressions } = readExpressions(rule, at, remark);
  const policy: Policy = {
    id,
    name,
    description: rule.description ?? '',
    enabled: rule.enabled ?? true,
    precedence: rule.precedence ?? 1_000_000 + at.position,
    action: rule.action,
    filter,
    ...expressions,
    ...(check === undefined ? {} : { checkSession: check }),
    ...(resolvers.length === 0 ? {} : { resolvers }),
    source: { file: at.file, line: at.line },
    ...(unresolved.length === 0 ? {} : { unresolved }),
  };
  return { ok: true, policy, remarks };
}

type MakeRemark = (code: string, text: string) => void;

const filters: readonly string[] = ['l4', 'http', 'dns', 'egress', 'dns_resolver'] satisfies PolicyFilter[];

function isFilter(text: string): text is PolicyFilter {
  return filters.includes(text);
}

function chooseFilter(rule: Rule, remark: MakeRemark): PolicyFilter {
  const [first, ...more] = rule.filters ?? [];
  if (more.length > 0) remark('filters', `has ${more.length + 1} filters; only the first one, "${first}", is used`);
  if (first !== undefined && isFilter(first)) return first;
  const guess = guessFilter(rule);
  const found = first === undefined ? 'has no filter' : `has the unknown filter "${first}"`;
  remark('filters', `${found}; judging by its conditions it is read as "${guess}"`);
  return guess;
}

function guessFilter(rule: Rule): PolicyFilter {
  if (rule.action === 'resolve') return 'dns_resolver';
  if (rule.action === 'egress') return 'egress';
  if (/\bhttp\./.test(rule.traffic ?? '')) return 'http';
  return /\bdns\./.test(rule.traffic ?? '') ? 'dns' : 'l4';
}

function decodeCheck(rule: Rule, filter: PolicyFilter, remark: MakeRemark): SessionCheck | undefined {
  const check = rule.rule_settings?.check_session;
  if (check === undefined || check === null) return undefined;
  const text = check.duration ?? '';
  const enforce = check.enforce ?? false;
  if (rule.action !== 'allow' || (filter !== 'l4' && filter !== 'http')) {
    remark(
      'misplaced-check',
      `a session check acts on "allow" in "l4" and "http" only; this is "${rule.action}" in "${filter}"`,
    );
  }
  if (check.enforce === undefined || check.enforce === null) {
    remark('check-not-enforced', 'its session check does not say `enforce` and is not made');
  }
  const reading = parseGoDuration(text);
  if (reading.ok) return { enforce, duration: reading.duration, text };
  const hint = reading.hint === undefined ? '' : ` (${reading.hint})`;
  remark('duration', `session duration: ${reading.message}${hint}`);
  return { enforce, text };
}

/** An account may share its policies with others of its organisation (DOMAIN.md §4.1 fact 4). */
function remarkOrigin(rule: Rule, remark: MakeRemark): void {
  if (typeof rule.source_account === 'string' && rule.source_account !== '')
    remark('shared', `comes from the account ${rule.source_account} and is changed only there`);
  else if (rule.read_only === true) remark('shared', 'is read-only: it comes from another account');
  if (typeof rule.warning_status === 'string' && rule.warning_status !== '')
    remark('gateway-warning', `Gateway itself warns: ${rule.warning_status}`);
}

type Expressions = Pick<Policy, 'traffic' | 'identity' | 'devicePosture'>;

/** The texts count; a tree of conditions stands in for one that is not there. */
function readExpressions(
  rule: Rule,
  at: { readonly file: string; readonly line: number; lineOf?(inner: object): number },
  remark: MakeRemark,
): Expressions & { readonly unresolved: readonly UnresolvedPart[] } {
  const texts: Expressions = {
    traffic: (rule.traffic ?? '').trim(),
    identity: (rule.identity ?? '').trim(),
    devicePosture: (rule.device_posture ?? '').trim(),
  };
  const { conditions } = rule;
  const isAbsent =
    conditions === undefined || conditions === null || (Array.isArray(conditions) && conditions.length === 0);
  if (isAbsent) return { ...texts, unresolved: [] };
  const tree = readConditions(conditions, at.file, (inner) => at.lineOf?.(inner) ?? at.line);
  const unresolved = tree.unresolved.filter(({ part }) => !texts[part as keyof Expressions]);
  for (const { part, message } of unresolved) {
    remark(
      'unresolved',
      `${part === 'conditions' ? 'a condition' : part} is not resolved, so the policy never matches: ${message}`,
    );
  }
  const read = (part: keyof Expressions) => {
    const written = tree[part];
    if (texts[part] === '' || written === undefined) return texts[part] || (written ?? '');
    if (normalOf(texts[part]) !== normalOf(written))
      remark('conditions', `its conditions say otherwise than its ${part}, which counts: ${written}`);
    return texts[part];
  };
  return { traffic: read('traffic'), identity: read('identity'), devicePosture: read('devicePosture'), unresolved };
}

function normalOf(text: string): string {
  const parsed = parseExpression(text, { fields: gatewayFields });
  return parsed.ok ? print(parsed.expression) : text;
}

function remarkMissing(rule: Rule, filter: PolicyFilter, remark: MakeRemark): void {
  if (!rule.id) remark('id-missing', `has no id; "${rule.name || 'its place in the file'}" stands in for it`);
  if (typeof rule.enabled !== 'boolean')
    remark('enabled-missing', 'does not say whether it is enabled; it is read as enabled');
  if (typeof rule.precedence !== 'number')
    remark('precedence-missing', 'has no precedence and comes after those that have one');
  // DOMAIN.md §2 fact 8.
  const isDns = filter === 'dns' || filter === 'dns_resolver';
  if (isPresent(rule.schedule) && !isDns)
    remark('ignored-schedule', `a schedule has no effect in "${filter}" and is ignored`);
  if (isPresent(rule.expiration) && filter !== 'dns') {
    remark('ignored-expiration', `an expiration has no effect in "${filter}" and is ignored`);
  }
}

function isPresent(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((member) => member !== null && member !== '')
  );
}

function resolversOf(rule: Rule): string[] {
  const { ipv4, ipv6 } = rule.rule_settings?.dns_resolvers ?? {};
  return [...(ipv4 ?? []), ...(ipv6 ?? [])].map((entry) => (typeof entry === 'string' ? entry : entry.ip));
}

function faultOf(issue: z.core.$ZodIssue, at: { path: string; file: string; line: number }): Fault {
  const member = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const path = `${at.path}${member}`.replace(/^\./, '');
  return { path, message: sayIssue(issue), file: at.file, line: at.line };
}
