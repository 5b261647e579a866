export const name = 'One line of work gets help: offered, accepted, thanked for, and put before those who would care';

export async function walk({ page, url, go, signIn, expect, main, say }) {
  const title = say('Read the letters of the wing aloud');
  await signIn('member');
  await go('/');
  await page.getByLabel('What are you working on?').fill(title);
  await page.getByRole('button', { name: 'Log it' }).click();
  await page.waitForLoadState();
  if (await page.getByLabel('What is different about yours?').count()) {
    await page.getByLabel('What is different about yours?').fill('Ours is read aloud');
    await page.getByRole('button', { name: 'Log it all the same' }).click();
  }
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const address = new URL(page.url()).pathname;
  await go(`${address}/progress/new`);
  await page.getByLabel('What help is wanted').fill('Somebody who reads aloud');
  await page.getByRole('button', { name: 'Move it on' }).click();
  await page.waitForURL(url + address);

  await page.getByRole('link', { name: 'Put it before others' }).click();
  for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
  await page.getByRole('button', { name: 'Put it before them' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Design', { exact: false }).first().check();
  await page.getByLabel('Why would they care?').fill('It uses your words');
  await page.getByRole('button', { name: 'Put it before them' }).click();
  await page.waitForURL(url + address);
  await go(`${address}/amplify/new`);
  expect((await main()).includes('Design'), 'it says before whom it was put');

  await signIn('head');
  await go(`${address}/offers/new`);
  await page.getByLabel('With what?').fill('An hour on Fridays');
  await page.getByRole('button', { name: 'Offer help' }).click();
  await page.waitForURL(url + address);

  await signIn('member');
  await go(address);
  await page.getByRole('button', { name: /^Accept/ }).click();
  await page.waitForLoadState();
  expect((await main()).includes('Who helps'), 'whoever helps is named on the work');
  await go(`${address}/helpers`);
  expect((await main()).includes('Few are asked, and rarely'), 'whoever leads it sees who could help');

  await signIn('head');
  await go('/');
  expect((await main()).includes('Your help was accepted.'), 'whoever offered is told');
  await go('/me');
  expect((await main()).includes(title), 'and credited on their own page');
}
