import type { Unknown, Value } from './value.ts';

/** One resource as configured, or one of those that `for_each` or `count` makes of it. */
export type Resource = {
  readonly type: string;
  readonly label: string;
  /** As Terraform names it: `cloudflare_zero_trust_gateway_policy.wiki["a"]`. */
  readonly address: string;
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, Value>;
  /** Whether its settings are written as blocks, as version 4 of the provider has it, or as attributes. */
  readonly form: 'blocks' | 'attributes' | 'either';
  /** Why it is not known how many of it there are. */
  readonly repetition?: Unknown;
  /** The line of something in it, by its path: `rule_settings.check_session.duration`. */
  lineOf(path: string): number;
  /** As written in the file; `undefined` where there is no such attribute. */
  textOf(name: string): string | undefined;
};
