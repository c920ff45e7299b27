import type { Expression, Index } from './ast.ts';
import { elementOf, type FieldType } from './field-type.ts';

/** Whether an expression yields one truth value, or one for each element that `[*]` names. */
export type Shape = 'one' | 'many';

export function shapeOf(expression: Expression): Shape {
  switch (expression.kind) {
    case 'quantify':
      return 'one';
    case 'not':
      return shapeOf(expression.item);
    case 'combine':
      // Operands have one shape: `canCombine` is asked before they are joined.
      return expression.items[0] === undefined ? 'one' : shapeOf(expression.items[0]);
    case 'compare':
      return isMany(expression.path.indexes) ? 'many' : 'one';
  }
}

export function isMany(indexes: readonly Index[]): boolean {
  return indexes.some((index) => index.kind === 'each');
}

/** Both operands are truth values, or both are arrays of them (DOMAIN.md §3.1 fact 7). */
export function canCombine(left: Expression, right: Expression): boolean {
  return shapeOf(left) === shapeOf(right);
}

/** The type behind an index; `undefined` when the type has no such index. */
export function typeBehind(type: FieldType, index: Index): FieldType | undefined {
  if (typeof type === 'string') return undefined;
  if (index.kind === 'each') return elementOf(type);
  if ('array' in type) return index.kind === 'item' ? type.array : undefined;
  return index.kind === 'key' ? type.map : undefined;
}
