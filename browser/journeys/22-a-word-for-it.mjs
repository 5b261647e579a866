export const name = 'A word is proposed by using it, a librarian says what it is the same as, and search finds the page by it';

export async function walk({ page, go, signIn, expect, mark }) {
  const press = async (label, within = page) => {
    await within.getByRole('button', { name: label, exact: true }).click();
    await page.waitForLoadState();
  };
  const word = `Quibble${mark.replace(/[^a-z0-9]/gi, '')}`;
  await signIn('member');
  await go('/handbook/new');
  await page.fill('#title', `Ask three people ${mark}`);
  await page.fill('#body', 'First we ask. Then we wait. Then we build.');
  await press('Publish');
  const address = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Say what it is about' }).click();
  await page.waitForLoadState();
  await press('Add it');
  expect((await page.locator('#word-e').count()) === 1, 'an empty word is said at its field');
  await page.fill('#word', word);
  await press('Add it');
  expect((await page.locator('main').innerText()).includes('has not decided yet'), 'a new word waits for a librarian');
  await page.fill('#word', 'jail');
  await press('Add it');
  expect((await page.locator('ul.ledger').innerText()).includes('Prison'), 'another label is the word that we mean');

  await signIn('librarian');
  await go('/handbook/vocabulary');
  await page.getByRole('link', { name: word }).click();
  await page.waitForLoadState();
  await page.fill('#same_as', 'Nothing like it');
  await press('It is the same');
  expect((await page.locator('#same_as-e').count()) === 1, 'a word that is not there is said at its field');
  await page.fill('#same_as', 'Forms');
  await press('It is the same');
  await go(`${address}/tags`);
  expect((await page.locator('ul.ledger').innerText()).includes('Forms'), 'what it tagged has moved');
  await go(`/search?q=${word}`);
  expect((await page.locator('main').innerText()).includes('Also looked for'), 'search says what it looked for too');
  expect((await page.locator('main').innerText()).includes('Forms, on paper'), 'and finds what has the other label');
}
