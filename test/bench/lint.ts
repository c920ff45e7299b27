import { lintPolicies } from '../../app/lint/lint.ts';
import { world } from '../support/worlds.ts';
import { durationOf, millisecondsOf, type Row } from './measure.ts';

const net = (index: number) => `10.${index >> 8}.${index & 255}`;

const shapes: Readonly<Record<string, (index: number) => object>> = {
  'a network each': (index) => ({ traffic: `net.dst.ip in {${net(index)}.0/24}` }),
  'one /8, a port each': (index) => ({ traffic: `net.dst.ip in {10.0.0.0/8} and net.dst.port == ${index + 1}` }),
  'one /8, two groups each': (index) => ({
    traffic: 'net.dst.ip in {10.0.0.0/8}',
    identity: `any(identity.groups.name[*] in {"g${index}" "h${index}"})`,
  }),
};

/** All findings, by the number and the shape of policies that each check the session. */
export async function measureLint(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [shape, make] of Object.entries(shapes)) {
    for (const count of [1_000, 10_000]) {
      const spread = await durationOf(async () => {
        const environment = worldOf(count, make);
        return (await millisecondsOf(() => lintPolicies(environment, environment))).ms;
      });
      const how = 'lintPolicies(), which compiles them; each checks the session';
      rows.push({ figure: `lint, ${count.toLocaleString('en')} policies, ${shape}`, unit: 'ms', ...spread, how });
    }
  }
  return rows;
}

function worldOf(count: number, make: (index: number) => object) {
  const policies = Array.from({ length: count }, (_, index) => ({
    ...{ id: `P${index}`, precedence: index, checkSession: '168h' },
    ...make(index),
  }));
  return world({ policies });
}
