export const name = 'Somebody asks to join a profession; its head reads the evidence and declines with a reason';

export async function walk({ page, go, signIn, expect, heading, main, say }) {
  await signIn('librarian');
  await go('/communities/product-management');
  await page.getByRole('link', { name: 'Ask to join' }).click();
  const evidence = say('Two years of running the pattern library as a product');
  await page.locator('textarea#evidence').fill(evidence);
  await page.getByRole('button', { name: 'Ask to join' }).click();
  await page.waitForLoadState();
  expect((await heading()).startsWith('Entry of'), 'the entry has a page');
  expect((await main()).includes('Waiting'), 'it waits');
  const entry = new URL(page.url()).pathname;

  await signIn('member');
  const answer = await page.goto(new URL(entry, page.url()).href);
  expect(answer.status() === 404, 'other members do not find it');

  await signIn('head');
  await go('/communities/product-management/entries');
  expect((await main()).includes('Efua Tallow'), 'the head sees who waits');
  await go(entry);
  expect((await main()).includes(evidence), 'and reads the evidence');
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.waitForLoadState();
  expect((await main()).includes('Say why'), 'a decision needs a reason');
  await page.locator('textarea#reason').fill('Not while the pattern library has nobody else.');
  await page.getByRole('button', { name: 'Decline' }).click();
  await page.waitForLoadState();
  expect((await main()).includes('Declined'), 'it is decided, on the record');

  await signIn('librarian');
  await go(entry);
  expect((await main()).includes('has nobody else'), 'whoever asked reads why');
}
