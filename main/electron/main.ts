import process from 'node:process';
import { app } from 'electron';
import { registerAppScheme } from './app-protocol.ts';
import { runDesktop } from './desktop.ts';
import { guardEverything } from './guards.ts';

// Set in terminals inside Electron programs; a program that we start would take itself for plain Node.
delete process.env.ELECTRON_RUN_AS_NODE;
// A terminal that has gone is no reason to fail.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

app.setName('WARP Session Emulator');
app.setAppUserModelId('app.warp-session-emulator');
app.enableSandbox();
registerAppScheme();
guardEverything();

// Not awaited: Electron gets ready only after this module has been evaluated.
void runDesktop(process.argv.slice(1)).then((code) => app.exit(code));
