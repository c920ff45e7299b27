import type { ListTable } from '../expression/list-table.ts';
import { listTableOf } from '../policy/lists.ts';
import type { GatewayList } from '../policy/policy.ts';

const tables = new WeakMap<readonly GatewayList[], ListTable>();

/** The table of these lists, whose values are read once however often somebody types. */
export function listTableFor(lists: readonly GatewayList[]): ListTable {
  const known = tables.get(lists);
  if (known !== undefined) return known;
  const table = listTableOf(lists);
  tables.set(lists, table);
  return table;
}
