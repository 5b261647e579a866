export const name = 'A search shows kinds and excerpts, and when it finds nothing it offers a way on';

export async function walk({ page, go, signIn, expect, main }) {
  await signIn('newcomer');
  await go('/');
  const box = page.getByRole('searchbox').filter({ visible: true });
  if (await box.count()) {
    await box.first().fill('appointment');
    await box.first().press('Enter');
    await page.waitForURL(/\/search\?/);
  } else {
    await go('/search?q=appointment');
  }
  expect((await page.locator('main a[href*="/problems/"], main a[href*="/handbook/"]').count()) > 0, 'problems or pages are found');
  expect((await page.locator('main mark').count()) > 0, 'the words are marked in the excerpts');
  await go('/search?q=zxqvwvut');
  expect(/problem/i.test(await main()) && (await page.locator('main a[href*="/problems/new"]').count()) > 0, 'nothing found: it can be stated as a problem');
}
