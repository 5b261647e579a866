export const name = 'Wrong addresses and empty forms are answered with a way on';

export async function walk({ page, go, signIn, expect, main }) {
  await signIn('member');
  for (const address of ['/problems/999999', '/handbook/999999', '/no-such-page', '/problems/%F0%28%8C%28']) {
    const answer = await go(address);
    expect([400, 404].includes(answer.status()), `${address} is answered 404, not ${answer.status()}`);
    expect((await page.locator('main a[href], main form').count()) > 0, `${address}: the page offers a way on`);
    expect(/[a-z]{3}/.test(await main()), 'and says what happened');
  }
  await go('/problems/new');
  await page.locator('main textarea[name="q"]').fill('   ');
  await page.locator('main form:has(textarea[name="q"]) button').first().click();
  await page.waitForLoadState();
  expect((await page.locator('main textarea[name="q"]').count()) === 1, 'an empty statement is asked for again');
  expect((await page.locator('#matches article.match').count()) === 0, 'and nothing is matched with it');
}
