export const name = 'Work in hand and the person\'s own page open from the navigation, on a phone too';

export async function walk({ page, go, signIn, expect, walk }) {
  await signIn('lead');
  await go('/');
  for (const label of ['Problems', 'Communities', 'Handbook']) {
    if (walk.width < 960) await page.locator('header summary').first().click();
    const entry = page.locator('header').getByRole('link', { name: label, exact: true }).filter({ visible: true });
    if (!(await entry.count()) && label === 'Communities') continue;
    await entry.first().click();
    await page.waitForLoadState();
    expect((await page.getByRole('heading', { level: 1 }).count()) === 1, `${label} opens`);
    await go('/');
  }
}
