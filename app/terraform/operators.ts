import { booleanOf, isEqual, nameKind, numberOf, Unknown, unknownIn, type Value } from './value.ts';

type At = { readonly file: string; readonly line: number };

export function evaluateUnary(operator: string, value: Value, at: At): Value {
  if (value instanceof Unknown) return value;
  const result = operator === '!' ? negate(booleanOf(value)) : minus(numberOf(value));
  return result ?? new Unknown(`${operator} does not go with ${nameKind(value)}`, at, 'error');
}

const negate = (value: boolean | undefined) => (value === undefined ? undefined : !value);
const minus = (value: number | undefined) => (value === undefined ? undefined : -value);

export function evaluateBinary(operator: string, left: Value, right: Value, at: At): Value {
  const unknown = unknownIn(left) ?? unknownIn(right);
  if (unknown !== undefined) return unknown;
  if (operator === '==') return isEqual(left, right);
  if (operator === '!=') return !isEqual(left, right);
  const result =
    operator === '&&' || operator === '||'
      ? combine(operator, booleanOf(left), booleanOf(right))
      : calculate(operator, numberOf(left), numberOf(right));
  if (result !== undefined && !Number.isNaN(result)) return result;
  return new Unknown(`${operator} does not go with ${nameKind(left)} and ${nameKind(right)}`, at, 'error');
}

function combine(operator: '&&' | '||', left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  return operator === '&&' ? left && right : left || right;
}

function calculate(
  operator: string,
  left: number | undefined,
  right: number | undefined,
): number | boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
    case '%':
      return right === 0 ? undefined : left % right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return undefined;
  }
}
