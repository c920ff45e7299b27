import { type Command, Option } from 'commander';
import type { TicketFields } from '../../app/ticket/ticket.ts';
import { addGroup, type JsonOption, type Session, withExamples, withJson } from './session.ts';

type DraftOptions = JsonOption &
  Pick<TicketFields, 'reported' | 'since' | 'signedIn' | 'timeout' | 'os' | 'mode' | 'says' | 'notice' | 'team'> & {
    readonly diag?: string;
    readonly symptom?: readonly string[];
    readonly fails?: readonly string[];
    readonly works?: readonly string[];
    readonly clientVersion?: string;
    readonly exclude?: readonly string[];
    readonly include?: readonly string[];
    readonly fallback?: readonly string[];
    readonly out?: string;
  };

export function addTicketCommands(program: Command, session: Session): void {
  const ticket = addGroup(
    program,
    'ticket',
    'from a support ticket to an environment that can be tried',
    'ticket draft --symptom "VPN broken since Monday" --fails wiki.corp.internal --timeout 168h',
  );
  const choice = (flags: string, description: string, values: readonly string[]) =>
    new Option(flags, description).choices([...values]);
  withExamples(
    withJson(
      ticket
        .command('draft')
        .description('draft an environment of what a call and a warp-diag tell, and say what is missing'),
    ),
    'ticket draft --symptom "VPN broken since Monday" --since Monday --fails wiki.corp.internal git:22 --works www.example.com --timeout 168h --out monday.environment.yaml',
    'ticket draft --diag warp-debugging-info-20260309-101213.zip --fails wiki.corp.internal --timeout 168h --out monday.environment.yaml',
    'ticket draft --diag ./unpacked --signed-in "8d ago" --notice not-seen --json',
  )
    .option(
      '--diag <zip-or-folder>',
      'what `warp-diag` made; its formats are not documented, so what is read is assumed',
    )
    .option('--symptom <words...>', 'what the person says and sees')
    .option('--fails <place...>', 'what does not answer: HOST, HOST:PORT, HOST=ADDRESS or a URL')
    .option('--works <place...>', 'what still does')
    .option('--since <when>', 'Monday, "Mon 09:00", yesterday, "2026-03-09 09:00", "3d ago"')
    .option('--signed-in <when>', 'when the user last signed in, or unknown')
    .option('--reported <when>', 'when the call was; the time of the diagnostics, or now, when absent')
    .option('--timeout <duration>', 'the session duration that the administrator states')
    .option('--client-version <version>', 'such as 2026.4.1350.0; or classic, panel, banner')
    .addOption(choice('--os <system>', 'of the device', ['windows', 'macos', 'linux']))
    .addOption(
      choice('--mode <mode>', 'of the client', [
        ...['traffic-and-dns', 'dns-only', 'traffic-only', 'local-proxy', 'posture-only'],
      ]),
    )
    .addOption(choice('--says <status>', 'what the client says of itself', ['connected', 'disconnected']))
    .addOption(choice('--notice <fate>', 'whether the prompt was seen', ['seen', 'not-seen']))
    .option('--team <name>', 'what stands before .cloudflareaccess.com')
    .addOption(new Option('--exclude <entry...>', 'Split Tunnels: what stays outside').conflicts('include'))
    .option('--include <entry...>', 'Split Tunnels: what alone goes through the tunnel')
    .option('--fallback <suffix...>', 'Local Domain Fallback: SUFFIX, or SUFFIX=RESOLVER')
    .option('--out <file>', 'write the draft there; none is written over')
    .action(({ diag, out, json = false, ...options }: DraftOptions) =>
      session.run({ json }, async () => {
        const { draftFromTicket } = await import('./ticket-acts.ts');
        return draftFromTicket(fieldsOf(options), { diag, out, io: session.io, isForScripts: json });
      }),
    );
}

function fieldsOf({ symptom, clientVersion, exclude, include, ...rest }: DraftOptions): TicketFields {
  const entries = exclude ?? include;
  return {
    ...rest,
    ...(symptom === undefined ? {} : { symptoms: symptom.join(' ') }),
    ...(clientVersion === undefined ? {} : { version: clientVersion }),
    ...(entries === undefined ? {} : { splitTunnel: exclude === undefined ? 'include' : 'exclude', entries }),
  };
}
