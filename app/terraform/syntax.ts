/** An HCL expression. `line` is counted from 1; HCL's `null` is `undefined` here. */
export type Expression = { readonly line: number } & (
  | { readonly kind: 'literal'; readonly value: string | number | boolean | undefined }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  /** `each` is read once for every item, which it calls `*`. */
  | { readonly kind: 'splat'; readonly of: Expression; readonly each: Expression }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      /** Whether the last argument stands for its items: `f(list...)`. */
      readonly spreads: boolean;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[] }
  | ForExpression
);

type ForExpression = {
  readonly kind: 'for';
  /** A tuple, an object, or the text of a template's `%{ for }`. */
  readonly makes: 'tuple' | 'object' | 'text';
  readonly keyName?: string;
  readonly valueName: string;
  readonly of: Expression;
  /** Of an object. */
  readonly key?: Expression;
  readonly value: Expression;
  readonly condition?: Expression;
  /** `...` after the value: values of one key become a tuple. */
  readonly groups: boolean;
};

export type Attribute = {
  readonly name: string;
  readonly line: number;
  readonly value: Expression;
  /** As written, for showing. */
  readonly text: string;
  /** Where it stands when it is not where its block does: in a file of overrides. */
  readonly file?: string;
};

export type Block = {
  readonly type: string;
  readonly labels: readonly string[];
  readonly line: number;
  readonly body: Body;
  /** The same as of an attribute. */
  readonly file?: string;
};

export type Body = { readonly attributes: ReadonlyMap<string, Attribute>; readonly blocks: readonly Block[] };
