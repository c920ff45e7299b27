import type { OrderOp, Test } from './ast.ts';
import { findBytes } from './find-bytes.ts';
import type { ListTable } from './list-table.ts';
import { type Membership, membershipOf } from './membership.ts';
import { compileRegex } from './regex-matcher.ts';
import { type Bytes, type Int, isBytes, isInt, isIp, type Value } from './value.ts';
import { compileWildcard } from './wildcard.ts';

/** Whether a value passes. False for a value of a type that the test is not for, except under `!=`. */
export type ValueTest = (value: Value) => boolean;

export function compileTest(test: Test, lists: ListTable): ValueTest {
  switch (test.kind) {
    case 'is-true':
      return (value) => value === true;
    case 'order':
      return compileOrder(test.op, test.value);
    case 'in':
      return membershipOf(test.set);
    case 'in-list':
      return listMembership(test.list, test.type, lists);
    case 'bits':
      return bitTest(test.mask);
    case 'contains':
      return (value) => isBytes(value) && findBytes(value, test.part) !== -1;
    case 'matches':
      return regexTest(test.pattern);
    case 'wildcard': {
      const holds = compileWildcard(test.pattern, test.isStrict);
      return (value) => isBytes(value) && holds(value);
    }
  }
}

function listMembership(name: string, type: 'Int' | 'Ip' | 'Bytes', lists: ListTable): Membership {
  return lists.find(name)?.read(type).has ?? (() => false);
}

function bitTest(mask: Int): ValueTest {
  const bits = BigInt(mask);
  return (value) => isInt(value) && (BigInt(value) & bits) !== 0n;
}

/** The pattern is compiled once it is asked for: most of them never are. */
function regexTest(pattern: string): ValueTest {
  let holds: ((value: Bytes) => boolean) | undefined;
  return (value) => {
    if (!isBytes(value)) return false;
    holds ??= compileRegex(pattern);
    return holds(value);
  };
}

function compileOrder(op: OrderOp, literal: Value): ValueTest {
  const compare = comparison(literal);
  switch (op) {
    case 'eq':
      return (value) => compare(value) === 0;
    case 'ne':
      return (value) => compare(value) !== 0;
    case 'lt':
      return (value) => compare(value) === -1;
    case 'le':
      return (value) => (compare(value) ?? 1) < 1;
    case 'gt':
      return (value) => compare(value) === 1;
    case 'ge':
      return (value) => (compare(value) ?? -1) > -1;
  }
}

/** How a value stands to the literal: -1, 0 or 1; `undefined` when they can't be compared. */
function comparison(literal: Value): (value: Value) => -1 | 0 | 1 | undefined {
  if (isBytes(literal)) return (value) => (isBytes(value) ? signOf(value, literal) : undefined);
  if (isInt(literal)) return (value) => (isInt(value) ? signOf(value, literal) : undefined);
  if (!isIp(literal)) return () => undefined;
  const { version, bits } = literal;
  return (value) => (isIp(value) && value.version === version ? signOf(value.bits, bits) : undefined);
}

function signOf<T extends string | number | bigint>(left: T, right: T): -1 | 0 | 1 {
  return left < right ? -1 : left > right ? 1 : 0;
}
