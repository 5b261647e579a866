export const name = 'A newcomer walks the path, says what they know, and shares how far they are with one person';

export async function walk({ page, go, signIn, expect, main }) {
  await signIn('newcomer');
  await go('/handbook/paths');
  await page.getByRole('link', { name: 'Your first weeks in product management' }).first().click();
  await page.getByRole('heading', { level: 1, name: /^Next:/ }).waitFor();
  expect((await main()).includes('Only you see this'), 'it is theirs alone');
  const done = async () => Number((await main()).match(/(\d+) of \d+ steps done/)[1]);
  const before = await done();
  const step = page.locator('ol.path li').filter({ hasText: 'Go along on one visit' });
  await step.getByRole('button', { name: 'Done' }).click();
  await step.getByRole('button', { name: 'Not done after all' }).waitFor();
  expect((await done()) === before + 1, 'one more is done');
  await step.getByRole('button', { name: 'Not done after all' }).click();
  await step.getByRole('button', { name: 'Done', exact: false }).first().waitFor();
  expect((await done()) === before, 'and can be taken back');

  await page.getByLabel('Their e-mail address').fill('nobody@nowhere.example');
  await page.getByRole('button', { name: 'Share it' }).click();
  await page.getByText('Nobody here has this address').first().waitFor();
  expect((await page.getByLabel('Their e-mail address').inputValue()) === 'nobody@nowhere.example', 'what was typed is kept');
  await page.getByLabel('Their e-mail address').fill('head@demo.example');
  await page.getByRole('button', { name: 'Share it' }).click();
  await page.getByRole('button', { name: 'Share it no more' }).waitFor();

  await signIn('head');
  await go('/handbook/paths');
  const shared = page.locator('section').filter({ hasText: 'Shared with you' });
  const address = await shared.getByRole('link').first().getAttribute('href');
  await shared.getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name: /steps done/ }).waitFor();
  await signIn('lead');
  const refused = await go(address);
  expect(refused.status() === 404, 'for anybody else it is not there');

  await signIn('newcomer');
  await go('/handbook/paths/your-first-weeks-in-product-management');
  await page.getByRole('button', { name: 'Share it no more' }).click();
  await page.getByLabel('Their e-mail address').waitFor();
  await signIn('head');
  expect((await go(address)).status() === 404, 'shared no more, it is gone');
}
