import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acmeFiles, faulty, monday } from '../support/scenarios.ts';
import { dialog, dropFiles, type LabPage, lack, openLab, playStrip, waitForHeadline } from './lab-page.ts';

/** Runs in order: each step stands on the one before. */
describe.skipIf(lack !== undefined)('a scenario’s file in the lab', { sequential: true }, () => {
  let lab: LabPage;

  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab?.close());

  const sheet = () => dialog(lab.page, 'Scenario');
  const strip = () => playStrip(lab.page);
  const told = () => strip().textContent();
  const step = async (said: string) => {
    await lab.page.keyboard.press('.');
    await expect.poll(told).toContain(said);
  };

  it('is refused with line, column and remedy of each fault, and nothing begins', async () => {
    const { stateHash } = await lab.host.inspect();
    await dropFiles(lab.page, faulty, ...acmeFiles);
    await sheet().getByText('faulty.scenario.yaml was not started. These 2 things are wrong in it:').waitFor();
    const faults = await sheet().getByRole('alert').getByRole('listitem').allTextContents();
    expect(faults[0]).toMatch(/^faulty\.scenario\.yaml:7:11 steps\[0\]\.do\.conect: is not known here/);
    expect(faults[1]).toMatch(/^faulty\.scenario\.yaml:10:24 steps\[1\]\.expect\.verdict: write allow or /);
    expect((await lab.host.inspect()).stateHash).toBe(stateHash);
    await lab.page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'detached' });
  });

  it('says which file it names that was not dropped with it', async () => {
    await dropFiles(lab.page, monday);
    const alert = sheet().getByRole('alert');
    await alert.getByText('one-policy.environment.yaml is named here and was not opened with it').waitFor();
    expect(await alert.textContent()).toContain('monday.scenario.yaml:4:14 environment');
    await lab.page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'detached' });
  });

  it('is dropped and played step by step, beside the lab, with the turns of what repeats', async () => {
    await dropFiles(lab.page, monday, ...acmeFiles);
    await strip().waitFor();
    await expect.poll(told).toContain('step 1 of 5');
    expect(await told()).toContain('Next: +1h (1 of 3) tcp wiki, expected allow');
    await step('+1h (1 of 3) tcp wiki: got allow, as expected');
    await step('+13h (2 of 3) tcp wiki');
    await step('+25h (3 of 3) tcp wiki');
  });

  it('offers the branches where their moment is kept, and keeps it for good', async () => {
    await step('“just before” is kept. Next step goes on; these branch off here:');
    await step('Everything came out as expected.');
    await waitForHeadline(lab.page, 'The internal network is dead.');
    await strip().getByRole('button', { name: 'signs in in time' }).waitFor();
  });

  it('goes back and takes a branch, as a run of its own, by its digit', async () => {
    await lab.page.keyboard.press('1');
    await expect.poll(told).toContain('branch “signs in in time”, step 1 of 2');
    await waitForHeadline(lab.page, 'Everything answers.');
    await step('re-authenticate as alice: got ok, as expected');
    await step('Everything came out as expected.');
    await waitForHeadline(lab.page, 'Everything answers.');
  });

  it('takes the other branch from the same moment, and shows what was expected, what came and why', async () => {
    await strip()
      .getByRole('button', { name: /does nothing/ })
      .click();
    await expect.poll(told).toContain('branch “does nothing”, step 1 of 1');
    await step('got blocked_session, differently');
    expect(await told()).toContain('verdict: expected allow, got blocked_session');
    expect(await told()).toContain('1 of its acts came out differently.');
    await lab.page.keyboard.press('x');
    const failed = sheet().locator('li[data-played=true]').last();
    await failed.getByText('this policy allows 7 d, so it expired').waitFor();
    await lab.page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'detached' });
  });

  it('goes back to the trunk, where it was left', async () => {
    await strip()
      .getByRole('button', { name: /The trunk/ })
      .click();
    await expect.poll(told).toContain('does nothing1 of 1 played, 1 differently');
    expect(await told()).toMatch(/^A push before the expiry, 5 of 5 played/);
    await waitForHeadline(lab.page, 'The internal network is dead.');
  });

  it('stands in the tree of runs with its branches', async () => {
    const tree = (await lab.host.run('checkpoint', 'list')).stdout;
    expect(tree).toMatch(
      /monday A push before the expiry .*\n.*◆ just before .*\n.*monday: signs in in time .*\n.*monday: does nothing/,
    );
    expect(lab.complaints).toEqual([]);
  });

  it('is left, and its run goes on', async () => {
    await strip().getByRole('button', { name: 'Leave it' }).click();
    await strip().waitFor({ state: 'detached' });
    await waitForHeadline(lab.page, 'The internal network is dead.');
  });
});
