export const name = 'Somebody puts a collection together, with a reason for each entry, and ends it';

export async function walk({ page, go, signIn, expect, main, say }) {
  const title = say('Before you hire');
  await signIn('member');
  await go('/handbook/collections');
  await page.getByLabel('What it is called').fill(title);
  await page.getByRole('button', { name: 'Begin it' }).click();
  await page.getByRole('alert').waitFor();
  expect((await page.getByLabel('What it is called').inputValue()) === title, 'what was typed is kept');
  await page.getByLabel('For whom, and what for').fill('For whoever chairs a panel');
  await page.getByRole('button', { name: 'Begin it' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();

  await page.getByLabel('What', { exact: true }).fill('H 3');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.getByRole('alert').waitFor();
  expect((await page.getByLabel('What', { exact: true }).inputValue()) === 'H 3', 'without a reason it is asked for, and nothing is lost');
  await page.getByLabel('Why it is here').fill('It says what to ask');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.locator('ol.ledger li').first().waitFor();
  await page.getByLabel('What', { exact: true }).fill('https://example.org/book');
  await page.getByLabel('What it is called').fill('A book');
  await page.getByLabel('Why it is here').fill('The long form');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page.locator('ol.ledger li').nth(1).waitFor();
  await page.locator('ol.ledger li').nth(1).getByRole('button', { name: /^Up/ }).click();
  await page.locator('ol.ledger li').first().getByRole('link', { name: 'A book' }).waitFor();

  await signIn('lead');
  await go('/handbook/collections');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  expect((await page.getByRole('button', { name: 'Add it' }).count()) === 0, 'others read it');
  const address = new URL(page.url()).pathname;
  await signIn('member');
  await go(address);
  await page.getByRole('button', { name: 'End this collection' }).click();
  await page.getByText('It is kept to read.').waitFor();
  expect(!(await (await go('/handbook/collections'), main())).includes(title), 'it is listed no more');
}
