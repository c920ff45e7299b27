import type { Command } from 'commander';
import type { Explanation } from '../../app/bridge/contract.ts';
import { type Report, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';
import { joinParagraphs, wrapText } from './text.ts';

/** Commands that try something as a program on the device would, and print the verdict. */
export function addTrialCommands(program: Command, session: Session): void {
  withExamples(
    toRunning(
      program.command('visit').description('try a destination through the real listener; exits 1 when refused'),
    ),
    'visit https://wiki.corp.internal/',
    'visit ssh://git.corp.internal',
    'visit tcp://10.20.0.10:22 --json',
  )
    .argument('<url>', 'http, https, tcp, udp or ssh')
    .action((url: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const result = await emulator.call('visit', { url });
        return reportTrial(result, `The program saw: ${result.seen}`);
      }),
    );

  withExamples(
    toRunning(program.command('resolve').description('ask for a name as a program would; exits 1 when refused')),
    'resolve wiki.corp.internal',
    'resolve wiki.corp.internal AAAA --json',
  )
    .argument('<name>')
    .argument('[type]', 'record type', 'A')
    .action((name: string, type: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const result = await emulator.call('resolve', { name, type: type.toUpperCase() });
        const answers = result.answers.length === 0 ? 'no records' : result.answers.join(', ');
        return reportTrial(result, `The program saw: ${result.status}, ${answers}`);
      }),
    );

  addPingCommand(program, session);
}

function addPingCommand(program: Command, session: Session): void {
  withExamples(
    toRunning(program.command('ping').description('send ICMP to a name or an address; exits 1 when nothing replies')),
    'ping wiki.corp.internal',
    'ping 10.20.0.10 --json',
  )
    .argument('<name>')
    .action((name: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const result = await emulator.call('ping', { name });
        return reportTrial(result, `The program saw: ${result.seen}`);
      }),
    );
}

/** The verdict's fields stand at the top as well, where scripts read them. */
function reportTrial(result: { readonly explanation: Explanation }, seen: string): Report {
  const { verdict } = result.explanation;
  return {
    json: { ...verdict, ...result },
    text: sayExplanation(result.explanation, [seen]),
    failed: isStopped(verdict),
  };
}

/** Also what went past the tunnel and got nowhere there: only a verdict without a cause was answered. */
function isStopped({ outcome, class: cause }: Explanation['verdict']): boolean {
  return cause !== 'none' || outcome === 'refused' || outcome === 'unreachable';
}

/** A verdict with its reasons; `facts` stand below its sentence. */
export function sayExplanation(explanation: Explanation, facts: readonly string[] = []): string {
  const { verdict, summary, because, user, support, test } = explanation;
  const mark = verdict.class !== 'none' ? '⊘' : verdict.checked ? '●' : '○';
  return joinParagraphs(
    [`${mark} ${summary}`, ...facts, ...sayNotice(verdict)],
    because.length === 0 ? [] : ['Why', ...because.map((reason) => `  · ${reason}`)],
    isStopped(verdict) ? [`At the device: ${user}`, `For support: ${support}`] : [],
    test === undefined || !isStopped(verdict) ? [] : sayTest(test),
  );
}

function sayTest({ quick, ...sure }: NonNullable<Explanation['test']>): string[] {
  const told = (title: string, test: typeof sure) => [
    title,
    ...wrapText(`Do: ${test.do}`, '  '),
    ...wrapText(`If so: ${test.ifSo}`, '  '),
    '  If not:',
    ...test.ifNot.split('\n').flatMap((outcome) => wrapText(`· ${outcome}`, '    ')),
  ];
  return [...(quick === undefined ? [] : told('What can be seen at once', quick)), ...told('How to be sure', sure)];
}

function sayNotice({ notice, noticeWhy }: Explanation['verdict']): string[] {
  if (notice === 'shown') return ['The one notice of this session was posted.'];
  if (notice === 'swallowed')
    return [`The one notice of this session was due and did not show: ${noticeWhy ?? 'unknown'}.`];
  return [];
}
