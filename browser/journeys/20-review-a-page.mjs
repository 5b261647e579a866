export const name = 'A librarian reviews a page: the day moves, the words stay, what was checked stands on it';

export async function walk({ page, go, signIn, expect, mark }) {
  await signIn('librarian');
  await go('/handbook/3');
  const words = await page.locator('article').innerText();
  await page.getByRole('link', { name: 'Start the review' }).click();
  await page.waitForLoadState();
  await page.fill('#review_on', 'next year');
  await page.fill('#checked', `Every link (${mark})`);
  await page.getByRole('button', { name: 'Still true' }).click();
  await page.waitForLoadState();
  expect((await page.locator('.errors').count()) === 1, 'a day that is none is said at its field');
  expect((await page.inputValue('#checked')).includes(mark), 'and what was typed stays');
  const again = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
  await page.fill('#review_on', again);
  await page.getByRole('button', { name: 'Still true' }).click();
  await page.waitForURL(/\/handbook\/3$/);
  expect((await page.locator('aside.marg').innerText()).includes(mark), 'what was checked stands beside the page');
  expect((await page.locator('article').innerText()) === words, 'its words are the same');
  await go('/handbook/3/review');
  await page.fill('#keeper', 'nobody@example.org');
  await page.getByRole('button', { name: 'Name them' }).click();
  await page.waitForLoadState();
  expect((await page.locator('#keeper-e').count()) === 1, 'an address that nobody has is said at its field');
  await page.fill('#keeper', '');
  await page.fill('#rota', `nobody-${mark}@example.org`);
  await page.getByRole('button', { name: 'Name them' }).click();
  await page.locator('#rota-e').waitFor();
  expect((await page.inputValue('#rota')).includes(mark), 'so is one of those who take turns, and it stays');
}
