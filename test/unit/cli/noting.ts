import type { Handlers, MethodName, ResultOf } from '../../../app/bridge/contract.ts';

/** Handlers that note what they are asked and answer what they are told. */
export function noting(answers: { readonly [M in MethodName]?: ResultOf<M> }) {
  const asked: (readonly [string, unknown])[] = [];
  const handlers = Object.fromEntries(
    Object.entries(answers).map(([method, answer]) => [
      method,
      async (params: unknown) => {
        asked.push([method, params]);
        return answer;
      },
    ]),
  );
  return { asked, handlers: handlers as Partial<Handlers> };
}
