import { startOrigin } from './origin.ts';

process.stdout.write(`${(await startOrigin()).port}\n`);
