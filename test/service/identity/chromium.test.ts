import { afterEach, describe, expect, it } from 'vitest';
import { findChromium, launchBrowser } from '../../support/chromium.ts';
import { acceptAlice, leaveStage, setStage } from './stage.ts';

const hasChromium = (await findChromium()) !== undefined;

afterEach(leaveStage);

// What only a browser shows: that the page's own policy lets the form lead back to the client.
describe.skipIf(!hasChromium)('signing in with Chromium', () => {
  it('works with scripts off and without a word on the console', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ javaScriptEnabled: false });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(attempt.url);
      await page.getByRole('button', { name: 'Sign in as Alice, alice@example.com', exact: true }).click();
      await page.getByRole('heading', { name: 'Signed in as Alice' }).waitFor();
      expect((await attempt.result).outcome).toBe('signed-in');
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
