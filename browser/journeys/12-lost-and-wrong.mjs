export const name = 'Wrong addresses and empty forms are answered with a way on';

export async function walk({ page, go, signIn, expect, main, state }) {
  await signIn('member');
  for (const address of ['/problems/999999', '/handbook/999999', '/no-such-page', '/problems/%F0%28%8C%28']) {
    const answer = await go(address);
    expect([400, 404].includes(answer.status()), `${address} is answered 404, not ${answer.status()}`);
    expect((await page.locator('main a[href], main form').count()) > 0, `${address}: the page offers a way on`);
    expect(/[a-z]{3}/.test(await main()), 'and says what happened');
  }
  await state('   ');
  expect(/problem/i.test(await main()), 'an empty statement is answered with words');
}
