export const name = 'A member records a problem in spite of matches, saying what is different, and finds it again';

export async function walk({ page, go, signIn, say, state, expect, main, mark }) {
  await signIn('member');
  await state(say('The heated lunch trolley stops between floors two and three and soup for the night shift goes cold'));
  const different = page.getByLabel('What is different about yours?');
  if (await different.count()) await different.fill(say('It is about a trolley, and about soup'));
  await page.getByRole('button', { name: 'Record as a new problem' }).click();
  await page.waitForURL(/\/problems\/\d+/);
  expect((await main()).includes(mark), 'its page shows the words as they were typed');
  const address = new URL(page.url()).pathname;
  for (let tries = 0; tries < 30; tries++) {
    await go('/search?q=heated+lunch+trolley+soup');
    if ((await page.locator(`main a[href^="${address}"]`).count()) > 0) return;
    await page.waitForTimeout(500);
  }
  expect(false, 'it is found by a search within 15 seconds');
}
