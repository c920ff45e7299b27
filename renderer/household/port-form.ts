import type { ParamsOf } from '../../app/bridge/contract.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { Host } from './host.ts';

export type PortName = 'proxy' | 'dns' | 'ui';
export type PortFields = Readonly<Record<PortName, string>>;
type Ports = NonNullable<ParamsOf<'host.set'>['ports']>;

export const portNames: readonly PortName[] = ['proxy', 'dns', 'ui'];

/** What stands in the fields: the port that was asked for, else the one it got. */
export function portFields(host: Pick<Host, 'ports'>, { addresses }: Pick<Snapshot, 'addresses'>): PortFields {
  const fieldOf = (name: PortName) => String(host.ports[name] ?? portOf(addresses[name]) ?? '');
  return { proxy: fieldOf('proxy'), dns: fieldOf('dns'), ui: fieldOf('ui') };
}

/** `40000` of `127.0.0.1:40000` and of `http://127.0.0.1:40000/`. */
export function portOf(address: string | undefined): number | undefined {
  const found = /:(\d+)\/?$/.exec(address ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Whether a field holds what the host would take: a whole number, 0 for any port that is free. */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) <= 65_535;
}

/** The ports that differ from what stood there before. */
export function changedPorts(before: PortFields, now: PortFields): Ports {
  return Object.fromEntries(
    portNames.filter((name) => now[name].trim() !== before[name]).map((name) => [name, Number(now[name])]),
  );
}
