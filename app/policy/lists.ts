import { ListTable } from '../expression/list-table.ts';
import type { GatewayList } from './policy.ts';

/** The lists as expressions name them: by id, or by name where no id is so called. */
export function listTableOf(lists: readonly GatewayList[]): ListTable {
  const table = new ListTable();
  for (const { name, values } of lists) if (name !== '') table.add(name, name, values);
  for (const { id, name, values } of lists) table.add(id, name, values);
  return table;
}

/**
 * Joins what several answers say of a list: its description comes from one, its items from another, page by page.
 * Lists keep the order of their first mention.
 */
export function mergeLists(lists: readonly GatewayList[]): readonly GatewayList[] {
  const merged = new Map<string, GatewayList>();
  for (const list of lists) {
    const known = merged.get(list.id);
    merged.set(list.id, known === undefined ? list : joinLists(known, list));
  }
  return [...merged.values()];
}

function joinLists(left: GatewayList, right: GatewayList): GatewayList {
  const values = left.values ?? right.values;
  const all = left.values === undefined ? values : [...new Set([...left.values, ...(right.values ?? [])])];
  // Items come without a description: the id stands in for the name then.
  const described = left.name === left.id || left.name === '' ? right : left;
  return {
    id: left.id,
    name: described.name,
    type: left.type === '' ? right.type : left.type,
    ...(all === undefined ? {} : { values: all }),
  };
}
