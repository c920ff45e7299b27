import { expect, test } from 'warp-session-emulator/playwright';

test('the wiki is gone a week after the sign-in, and back after the next', async ({ emulator, page }) => {
  await page.goto('https://wiki.corp.internal/');
  await expect(page).toHaveURL('https://wiki.corp.internal/');

  const notices = await emulator.events({ kinds: ['notices'] });
  await emulator.clock.to('+168h01m');
  const refused = await page.goto('https://wiki.corp.internal/').catch((fault: Error) => fault);
  expect(refused instanceof Error || refused?.status() === 403).toBe(true);

  const { value: told } = await notices.next();
  expect(told?.type === 'journal' && told.entry.text).toContain('notice');
  expect(await emulator.status()).toEqual({ status: 'Connected' });

  await emulator.signIn('alice@example.com');
  await page.goto('https://wiki.corp.internal/');
  await expect(page).toHaveURL('https://wiki.corp.internal/');
});
