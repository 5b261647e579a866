import { arrive } from '../lib/walk.mjs';

export const name = 'Three people sort the cards, each alone; the head reveals, decides and closes';

export async function walk({ page, url, go, signIn, expect, main, context, walk }) {
  await signIn('head');
  await go('/communities/product-management/maturity');
  await page.getByRole('button', { name: 'Start a card sort' }).click();
  await page.waitForLoadState();
  const session = new URL(page.url()).pathname;

  // Each in a browser of their own.
  const others = [];
  for (const [at, who] of ['lead', 'member', 'newcomer'].entries()) {
    const own = await context.browser().newContext({ viewport: { width: walk.width, height: 900 }, javaScriptEnabled: walk.script });
    const other = await own.newPage();
    await other.goto(`${url}/sign-in`);
    await other.locator(`button[name="who"][value="${who}"]`).click();
    await other.locator('a.you').first().waitFor({ state: 'attached' });
    await arrive(other, `${url}${session}/sort`);
    for (const [card, row] of (await other.locator('fieldset.seg').all()).slice(0, 6).entries()) {
      // As from a keyboard: nothing on the page decides where it lands.
      await row.locator('input').nth(card === 0 ? at : 0).press('Space');
    }
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await other.waitForLoadState();
    // A network that drops, a closed lid: what was placed is there.
    await other.reload();
    expect((await other.locator('input:checked').count()) === 6, `${who} comes back to what they placed`);
    await arrive(other, `${url}${session}`);
    expect(!(await other.locator('main').innerText()).includes('Agreed without talking'), 'nobody sees the room before the reveal');
    others.push({ own, other });
  }

  await go(session);
  expect(/3 of \d+ people/.test(await main()), 'the head sees how many sorted, and no names');
  await page.getByRole('button', { name: 'Reveal what the room said' }).click();
  await page.waitForLoadState();
  expect((await main()).includes('Talk about this one'), 'where they disagree they talk first');
  await page.locator('.sortrow').first().locator('input[value="in_progress"]').check({ force: true });
  await page.getByRole('button', { name: 'Save what the room decided' }).click();
  await page.waitForLoadState();
  await arrive(others[0].other, `${url}${session}`);
  expect((await others[0].other.locator('main').innerText()).includes('Agreed without talking'), 'all see what the room said');
  await page.getByRole('button', { name: 'Close the card sort' }).click();
  await page.waitForLoadState();
  expect((await main()).includes('What was agreed'), 'it is closed and kept');
  for (const { own } of others) await own.close();
}
