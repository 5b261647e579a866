export const name = 'A full board takes nothing new until something is set aside, with a reason and a day';

export async function walk({ page, go, signIn, expect, main, say, walk }) {
  const title = say('Sort the post of the wing');
  await signIn('head');
  await go('/work?board=product-management');
  // What earlier walks left in hand decides the limit: the board is made full as it stands.
  const taken = Math.max(1, await page.locator('ol.rack').first().locator('li:not(.rack__free)').count());
  await page.getByLabel('In hand at most').fill(String(taken));
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('No free place.').waitFor();

  await page.getByLabel('What are you working on?').fill(title);
  await page.getByRole('button', { name: /^Log it/ }).click();
  await page.waitForLoadState();
  if (await page.getByLabel('What is different about yours?').count()) {
    await page.getByLabel('What is different about yours?').fill('Ours is on paper');
    await page.getByRole('button', { name: 'Log it all the same' }).click();
  }
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const address = new URL(page.url()).pathname;

  await go(`${address}/place/new`);
  await page.getByLabel('Where', { exact: true }).selectOption({ label: 'Product management: in hand' });
  await page.getByLabel('What each week without it costs, from 1 to 13').selectOption('13');
  await page.getByRole('button', { name: 'Put it there' }).click();
  await page.getByRole('alert').waitFor();
  expect((await main()).includes('No free place'), 'the page says what makes room');
  await page.getByLabel('Where', { exact: true }).selectOption({ label: 'Product management: next' });
  await page.getByRole('button', { name: 'Put it there' }).click();
  await page.getByRole('link', { name: title }).first().waitFor();

  await page.locator('ol.rack').first().getByRole('link', { name: /^Not now/ }).first().click();
  await page.getByLabel('Why not now').fill('Two suppliers change');
  await page.getByRole('button', { name: 'Set it aside' }).click();
  await page.getByRole('alert').waitFor();
  expect((await page.getByLabel('Why not now').inputValue()) === 'Two suppliers change', 'without a day it is asked for, and nothing is lost');
  await page.getByLabel('On which day is it looked at again?').fill('1 May 2027');
  await page.getByRole('button', { name: 'Set it aside' }).click();
  await go('/work?board=product-management');
  expect((await main()).includes('Looked at again on 1 May 2027'), 'it says when it is looked at again');

  const next = page.locator('ol.rack').nth(1).locator('li').filter({ hasText: title });
  if (walk.label.includes('with script')) {
    await next.focus();
    await page.keyboard.press('ArrowRight');
  } else {
    await next.getByRole('button', { name: /^Take in hand/ }).click();
  }
  await page.locator('ol.rack').first().getByRole('link', { name: title }).waitFor();
}
