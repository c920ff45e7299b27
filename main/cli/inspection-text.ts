import type { Inspection } from '../../app/bridge/contract.ts';
import { sayToMinute } from '../../app/time/span.ts';
import { isSoon } from '../../app/view/standing.ts';
import { sayClock, sayStamp } from './clock.ts';
import type { Io } from './io.ts';
import { sayNotices } from './notice-text.ts';
import { alignRows, joinParagraphs } from './text.ts';

/** The truth on one screen, the sentence first. */
export function sayInspection(inspection: Inspection, paint: Io['paint']): string {
  const { sentence, notices, flows, addresses } = inspection;
  return joinParagraphs(
    [paint('bold', sentence)],
    alignRows(sayFacts(inspection)),
    section('Destinations', sayDestinations(inspection), paint),
    section('Policies that are not followed', sayFaults(inspection), paint),
    section('Notices', sayNotices(notices), paint),
    section(
      'Open connections',
      flows.map(({ destination, port, openedAt, keptBusy }) => [
        `${destination}:${port}`,
        `since ${sayStamp(openedAt)}`,
        keptBusy ? 'kept busy' : '',
      ]),
      paint,
    ),
    section('Addresses', Object.entries(addresses), paint),
  );
}

function section(title: string, rows: readonly (readonly string[])[], paint: Io['paint']): string[] {
  return rows.length === 0 ? [] : [paint('dim', title), ...alignRows(rows)];
}

function sayFacts({ connection, mode, user, session, clock }: Inspection): string[][] {
  const next = clock.next === undefined ? [] : [['Next', `${clock.next.what}, ${sayStamp(clock.next.at)}`]];
  const signIn =
    session === undefined
      ? 'nobody'
      : `${user ?? 'somebody'}, ${saySeconds(session.ageSeconds)} ago (${sayStamp(session.authenticatedAt)})`;
  return [['Clock', sayClock(clock)], ...next, ['Signed in', signIn], ['Client', `${connection}, ${mode}`]];
}

function sayDestinations({ destinations, policies }: Inspection): string[][] {
  return destinations.map(({ name, host, reachable, class: cause, leftSeconds }) => {
    if (!reachable) return ['⊘', name, host, cause];
    if (leftSeconds === undefined) return ['○', name, host, 'not checked'];
    const limit = policies.find((policy) => policy.leftSeconds === leftSeconds)?.limitSeconds;
    const soon = isSoon(leftSeconds * 1000, limit === undefined ? undefined : limit * 1000, 0);
    return [soon ? '◐' : '●', name, host, `${saySeconds(leftSeconds)} left`];
  });
}

function sayFaults({ policies }: Inspection): string[][] {
  return policies.flatMap(({ name, faults }) => faults.map((fault) => [name, fault]));
}

function saySeconds(seconds: number): string {
  return sayToMinute(seconds * 1000);
}
