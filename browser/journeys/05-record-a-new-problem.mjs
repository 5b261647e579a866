export const name = 'A member records a problem in spite of matches, saying what is different, and finds it again';

export async function walk({ page, go, signIn, say, state, expect, main, mark }) {
  const words = say('The heated lunch trolley stops between floors two and three and soup for the night shift goes cold');
  await signIn('member');
  await state(words);
  const different = page.getByLabel(/What is different/);
  if (await different.count()) await different.fill(say('It is about a trolley, and about soup'));
  await page.getByRole('button', { name: /^Record/ }).first().click();
  await page.waitForLoadState();
  if (/\/problems\/record/.test(page.url())) {
    await page.locator('main form[method="post"] button').first().click();
    await page.waitForLoadState();
  }
  expect(/\/problems\/\d+/.test(page.url()), `the problem has its own page, not ${page.url()}`);
  expect((await main()).includes(mark), 'its page shows the words as they were typed');
  for (let tries = 0; tries < 20; tries++) {
    await go(`/search?q=${encodeURIComponent(`heated lunch trolley ${mark}`)}`);
    if ((await main()).includes(`(${mark})`)) return;
    await page.waitForTimeout(500);
  }
  expect(false, 'it is found by a search within ten seconds');
}
