import { describe, expect, it } from 'vitest';
import { decodeEnvironment } from '../../../app/environment/decode-environment.ts';
import { DecodeError } from '../../../app/errors.ts';
import { mergeData } from '../../../app/scenario/scenario.ts';
import { world } from '../../support/worlds.ts';

describe('an environment', () => {
  it('spells out every assumption and default', () => {
    expect(world()).toMatchObject({
      client: { generation: 'classic', mode: 'traffic-and-dns', connected: true },
      assumptions: {
        expiry: 'at-duration',
        noticeScope: 'episode',
        unseenNoticeIsUsed: true,
        tcpIdleLimit: 28_800_000,
      },
      destinations: { wiki: { up: true, outside: false }, helpdesk: { outside: true } },
    });
  });

  it.each([
    [{ version: 2 }, 'version: the file is of version 2, and this emulator reads version 1: update the emulator'],
    [{ device: { registeredTo: 'carol' } }, 'device.registeredTo: "carol" is nobody in people'],
    [
      { destinations: { wiki: { address: '10.1' } } },
      'destinations.wiki.address: "10.1" is no IP address: write one like 10.20.0.10',
    ],
    [
      { destinations: { other: { host: 'o.corp.internal', address: '10.20.0.10', ports: {} } } },
      'destinations.other.address: 10.20.0.10 already belongs to "wiki"',
    ],
    [{ destinations: { wiki: { ports: { http: 'http' } } } }, 'destinations.wiki.ports.http: a port is a number'],
    [{ clock: { startAt: 'Monday' } }, 'clock.startAt: "Monday" is no instant: write one like 2026-03-02T09:00:00Z'],
    [
      { assumptions: { tcpIdleLimit: '8' } },
      'assumptions.tcpIdleLimit: "8" is no span: write one like 5m, 7d 3h or 90s',
    ],
    [{ policies: [{ id: 'P1', precedence: 'first' }] }, 'policies[0].precedence: write a number, not "first"'],
    [
      {
        policies: [
          { id: 'P1', precedence: 1 },
          { id: 'P1', precedence: 2 },
        ],
      },
      'policies: two policies have the id "P1"',
    ],
    [
      { policies: [{ imprt: 'rules.json' }] },
      'policies[0].imprt: is not known here: correct the spelling, or take it away',
    ],
    [
      {
        actors: {
          mail: { does: { connect: '10.20.0.10', port: 443 }, every: '1h', hours: { from: '24:00', to: '00:00' } },
        },
      },
      'actors.mail.hours.from: 24:00 is the end of a day: write 00:00, and the next day',
    ],
    [{ clinet: {} }, 'clinet: is not known here: correct the spelling, or take it away'],
  ])('with %j is refused with the place and the remedy', (changes, message) => {
    expect(() => world(changes)).toThrow(message);
    expect(() => world(changes)).toThrow(DecodeError);
  });

  it('never takes keys of its data for those of every object', () => {
    const data = JSON.parse(
      '{"__proto__": {"polluted": true}, "people": {"__proto__": {"name": "x", "email": "x@example.com"}}}',
    );
    expect(() => decodeEnvironment(mergeData({}, data), () => ({ policies: [], lists: [], warnings: [] }))).toThrow(
      DecodeError,
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
