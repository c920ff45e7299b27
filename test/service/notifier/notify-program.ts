import { writeSync } from 'node:fs';
import { createDesktopNotifier } from '../../../main/adapters/desktop-notifier.ts';

/** Posts the notice given as JSON and says what came of it. */
const notifier = createDesktopNotifier();
const delivery = await notifier.post(JSON.parse(process.argv[2] ?? '{}'));
writeSync(1, `${JSON.stringify(delivery)}\n`);
