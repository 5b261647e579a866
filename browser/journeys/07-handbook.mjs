export const name = 'A newcomer reads the handbook: its tree, a page, its history';

export async function walk({ page, go, signIn, expect }) {
  await signIn('newcomer');
  await go('/handbook');
  const links = page.locator('main a[href^="/handbook/"]').filter({ visible: true });
  expect((await links.count()) >= 3, 'the handbook lists its pages');
  const addresses = await links.evaluateAll(all => all.map(a => a.getAttribute('href')));
  const numbered = addresses.find(address => /^\/handbook\/\d+/.test(address));
  if (numbered) {
    await go(numbered);
  } else {
    await go(addresses[0]);
    await page.locator('main a[href^="/handbook/"]').filter({ visible: true }).first().click();
  }
  await page.waitForLoadState();
  expect((await page.locator('main .words, main .prose').count()) > 0, 'the page shows what people wrote');
  const history = page.locator('main a[href$="/history"]');
  expect((await history.count()) > 0, 'the page leads to its history');
  await history.first().click();
  await page.waitForURL(/\/history/);
  expect((await page.locator('main').innerText()).length > 60, 'the history lists who, when and why');
}
