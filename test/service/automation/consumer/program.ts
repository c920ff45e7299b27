import { connect, EmulatorFailure, startEmulator } from 'warp-session-emulator/client';

const print = (told: object) => process.stdout.write(`${JSON.stringify(told)}\n`);
const [environment = ''] = process.argv.slice(2);
const emulator = await startEmulator({ environment, at: '+167h59m', surface: 'close' });
try {
  const again = await connect({ dataDirectory: emulator.dataDirectory });
  const events = await again.events({ kinds: ['notices', 'expiry'] });
  const url = 'https://wiki.corp.internal/';
  const fresh: boolean = (await again.visit({ url })).answered;
  const { mode } = await emulator.clock.to('+168h01m');
  const { answered: expired, explanation } = await emulator.visit({ url });
  const told: string[] = [];
  for await (const event of events) {
    told.push(event.type === 'journal' ? event.entry.type : event.type);
    if (told.at(-1) === 'notice-posted') break;
  }
  const { outcome } = await emulator.signIn('alice@example.com');
  const refusal = await emulator.clock
    .to('2020-01-01T00:00:00Z')
    .catch((fault: unknown) => (fault instanceof EmulatorFailure ? fault.code : fault));
  // @ts-expect-error: the contract has no such field, and the types know it.
  const misspelt = await emulator.visit({ url, link: url }).catch((fault: EmulatorFailure) => fault.path);
  const again200 = (await emulator.visit({ url })).answered;
  print({ fresh, mode, expired, class: explanation.verdict.class, told, outcome, refusal, misspelt, again200 });
} finally {
  await emulator.stop();
}
const gone = await emulator.inspect().catch((fault: EmulatorFailure) => fault.code);
const faulty = await startEmulator({ environment: 'package.json' }).catch((fault: EmulatorFailure) => fault.message);
print({ gone, faulty });
