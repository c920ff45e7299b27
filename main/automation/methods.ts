import { type Contract, contract, type MethodName, type ParamsOf, type ResultOf } from '../../app/bridge/contract.ts';

type Camel<S extends string> = S extends `${infer Head}-${infer Rest}` ? `${Head}${Capitalize<Camel<Rest>>}` : S;

export type Call = <M extends MethodName>(method: M, params: ParamsOf<M>) => Promise<ResultOf<M>>;

/** Parameters may be left out where none is needed. */
export type Method<M extends MethodName> =
  Record<never, never> extends ParamsOf<M>
    ? (params?: ParamsOf<M>) => Promise<ResultOf<M>>
    : (params: ParamsOf<M>) => Promise<ResultOf<M>>;

type GroupName = { [M in MethodName]: M extends `${infer Group}.${string}` ? Group : never }[MethodName];

type Group<G extends string> = {
  readonly [M in keyof Contract as M extends `${G}.${infer Name}` ? Camel<Name> : never]: Method<M>;
};

type Single = { readonly [M in keyof Contract as M extends `${string}.${string}` ? never : Camel<M>]: Method<M> };

/** The contract as functions: `inspect()`, `clock.show()`, `flow.keepBusy({ … })`. */
export type Methods = Single & { readonly [G in GroupName as Camel<G>]: Group<G> };

export function methodsOver(call: Call): Methods {
  const methods: Record<string, unknown> = {};
  for (const method of Object.keys(contract) as MethodName[]) {
    const path = method.split('.').map(toCamel);
    const name = path.pop() ?? '';
    let place = methods;
    for (const part of path) {
      place[part] ??= {};
      place = place[part] as Record<string, unknown>;
    }
    place[name] = (params: ParamsOf<MethodName> = {}) => call(method, params);
  }
  return methods as Methods;
}

function toCamel(text: string): string {
  return text.replaceAll(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
}
