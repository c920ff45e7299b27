import { chromium } from 'playwright-core';
import { startEmulator } from 'warp-session-emulator/client';

const [environment = '', executablePath = ''] = process.argv.slice(2);
const emulator = await startEmulator({ environment });
const { args, proxy } = await emulator.browserOptions();
const browser = await chromium.launch({ executablePath, proxy, args: [...args, '--no-sandbox'] });
const page = await browser.newPage();
const answer = await page.goto('https://wiki.corp.internal/');
process.stdout.write(`${answer?.status()} ${new URL(page.url()).host}\n`);
await browser.close();
await emulator.stop();
