import { writeSync } from 'node:fs';
import { createDesktopNotifier } from '../../../main/adapters/desktop-notifier.ts';

/** Posts the notice given as JSON and says what came of it; a second argument has it wait for the click. */
const notifier = createDesktopNotifier();
const clicked = new Promise<string>((resolve) => notifier.onClick(resolve));
const delivery = await notifier.post(JSON.parse(process.argv[2] ?? '{}'));
writeSync(1, `${JSON.stringify(delivery)}\n`);
if (process.argv[3] === 'wait') writeSync(1, `${JSON.stringify({ clicked: await clicked })}\n`);
notifier.stop();
