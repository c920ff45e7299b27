import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../app/session/canonical-json.ts';
import type { Flow } from '../../../app/session/event.ts';
import { type Flows, quietestFlows, withFlow, withoutFlow } from '../../../app/session/flow-record.ts';

const flow = fc.record({
  id: fc.oneof(fc.nat(40), fc.nat(200_000)).map((number) => `f${number}`),
  protocol: fc.constantFrom<Flow['protocol']>('tcp', 'udp', 'icmp'),
  lastActiveAt: fc.nat(5),
  keptBusy: fc.boolean(),
});
const step = fc.record({ act: fc.constantFrom('open', 'open', 'close'), flow: flow as fc.Arbitrary<unknown> });

function play(act: (step: { act: string; flow: Flow }, plain: Record<string, Flow>, flows: Flows) => Flows) {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let flows: Flows = {};
      let plain: Record<string, Flow> = {};
      for (const each of steps as { act: string; flow: Flow }[]) {
        flows = act(each, plain, flows);
        plain = { ...plain };
        if (each.act === 'open') plain[each.flow.id] = each.flow;
        else delete plain[each.flow.id];
        // A run gives out rising numbers, so that the order of opening is theirs.
        plain = Object.fromEntries(
          Object.entries(plain).toSorted(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1))),
        );
        expect(Object.entries(flows)).toEqual(Object.entries(plain));
        expect(JSON.stringify(flows)).toBe(JSON.stringify(plain));
        expect(canonicalJson(flows)).toBe(canonicalJson(plain));
        expect(quietestFlows(flows)).toEqual(quietestOf(plain));
        expect({ ...flows }).toEqual(plain);
        for (const id of [each.flow.id, 'f0', 'f007', 'constructor', 'toString']) {
          expect([Object.hasOwn(flows, id), id in flows]).toEqual([Object.hasOwn(plain, id), id in plain]);
          expect(flows[id]).toBe(plain[id]);
        }
      }
    }),
    { numRuns: 60 },
  );
}

function quietestOf(plain: Flows): readonly Flow[] {
  const idle = Object.values(plain).filter(({ keptBusy }) => !keptBusy);
  return idle.filter((one) => {
    const rivals = idle.filter(({ protocol }) => protocol === one.protocol);
    const least = Math.min(...rivals.map(({ lastActiveAt }) => lastActiveAt));
    return rivals.find(({ lastActiveAt }) => lastActiveAt === least) === one;
  });
}

it('reads, iterates and is written like a plain object, whatever is opened, changed and closed', () => {
  play(({ act, flow: one }, _plain, flows) => (act === 'open' ? withFlow(flows, one) : withoutFlow(flows, one.id)));
});

it('goes on from a plain object, as a log holds it', () => {
  play(({ act, flow: one }, plain) => (act === 'open' ? withFlow(plain, one) : withoutFlow(plain, one.id)));
});

it('leaves the flows before it as they were, and lets nobody write into them', () => {
  const one = { id: 'f7', protocol: 'tcp', lastActiveAt: 1, keptBusy: false } as Flow;
  const before = withFlow({}, one);
  const after = withoutFlow(withFlow(before, { ...one, lastActiveAt: 9 }), 'f7');
  expect([Object.keys(after), before.f7?.lastActiveAt]).toEqual([[], 1]);
  expect(() => Object.assign(before, { f8: one })).toThrow(TypeError);
  expect(Reflect.deleteProperty(before, 'f7')).toBe(false);
});

it('takes ids of another form, as nobody gives them out', () => {
  const odd = { id: 'odd', protocol: 'tcp', lastActiveAt: 1, keptBusy: false } as Flow;
  const flows = withFlow({}, odd);
  expect(flows).toEqual({ odd });
  expect(quietestFlows(flows)).toEqual([odd]);
  expect(withoutFlow(withFlow(flows, { ...odd, id: 'f1' }), 'odd')).toEqual({ f1: { ...odd, id: 'f1' } });
});
