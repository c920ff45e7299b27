import type { ImportedSettings } from '../imports/imported-settings.ts';
import type { Millis } from '../time/instant.ts';

/** The evaluation phase a policy belongs to (DOMAIN.md §2 fact 6). Session checks exist on `l4` and `http` only. */
export type PolicyFilter = 'l4' | 'http' | 'dns' | 'egress' | 'dns_resolver';

/** A limit on the session age, set on an Allow policy (DOMAIN.md §1.2). */
export type SessionCheck = {
  readonly enforce: boolean;
  /** Absent when `text` is no Go duration; such a check is a fault of the policy and is reported. */
  readonly duration?: Millis;
  readonly text: string;
};

/**
 * Something of a policy that the emulator can't honour: it is shown with the policy, which then never matches.
 * `misplaced-check` alone leaves the policy in force: Gateway knows no such check, so there is nothing to honour.
 */
export type PolicyFault = {
  readonly code:
    | 'syntax'
    | 'type'
    | 'unknown-field'
    | 'unsupported'
    | 'unresolved-list'
    | 'duration'
    | 'misplaced-check';
  /** The part of the policy: `traffic`, `identity`, `devicePosture`, `checkSession`. */
  readonly part: string;
  readonly message: string;
  readonly hint?: string;
  /** Place in the text of the part, in UTF-16 code units; line and column are counted from 1. */
  readonly at?: { readonly offset: number; readonly length: number; readonly line: number; readonly column: number };
};

/** A part that the files of an import leave open, with the place that leaves it open. The policy never matches. */
export type UnresolvedPart = {
  readonly part: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  /** Absent: it can't be worked out. */
  readonly code?: 'unresolved-list';
};

/** One Gateway policy as decoded from an export or an environment. */
export type Policy = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  /** Lower is evaluated first; ties keep their order in the file (assumed, DOMAIN.md §7 Q13). */
  readonly precedence: number;
  /** As exported: `allow`, `block`, `l4_override`, `audit_ssh`, `resolve`, … */
  readonly action: string;
  readonly filter: PolicyFilter;
  /** Expressions; an empty text is an absent condition. */
  readonly traffic: string;
  readonly identity: string;
  readonly devicePosture: string;
  readonly checkSession?: SessionCheck;
  /** IPv4 and IPv6 resolvers of a `resolve` policy. */
  readonly resolvers?: readonly string[];
  readonly source?: { readonly file: string; readonly line: number };
  /** An expression among them stands here as it was written. */
  readonly unresolved?: readonly UnresolvedPart[];
};

/** A Gateway list, named in expressions as `$id`. `values` is absent when the export held no items (DOMAIN.md §4.2). */
export type GatewayList = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly values?: readonly string[];
};

/** What an import of one or more files yields. */
export type PolicyImport = {
  readonly policies: readonly Policy[];
  readonly lists: readonly GatewayList[];
  /** What else of an environment the files set; absent: nothing. */
  readonly settings?: ImportedSettings;
  /** Names of the device profiles where there is a choice, and of the one that is taken. */
  readonly profiles?: { readonly names: readonly string[]; readonly taken?: string };
  readonly warnings: readonly ImportWarning[];
};

/** A remark made while importing: nothing is dropped without one. */
export type ImportWarning = {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
};
