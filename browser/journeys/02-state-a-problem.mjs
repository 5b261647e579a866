import { SOLVED_BEFORE } from '../lib/walk.mjs';
export const name = 'A member states a problem and sees what is known, in groups, with the verdict in words';

export async function walk({ page, go, signIn, expect, heading, main }) {
  await signIn('member');
  await go('/');
  await page.locator('main textarea[name="q"]').fill(SOLVED_BEFORE);
  await page.getByRole('button', { name: 'Look for answers' }).click();
  await page.waitForURL(/\/problems\/new\?/);
  expect((await page.locator('main textarea[name="q"]').inputValue()).includes(SOLVED_BEFORE), 'what was typed is still in the box');
  const matches = page.locator('main article.match');
  expect((await matches.count()) >= 3, `at least three matches are shown, not ${await matches.count()}`);
  expect((await page.locator('main .group h2').count()) >= 1, 'the matches stand in groups');
  expect((await page.locator('main mark').count()) >= 1, 'the words that match are marked');
  expect((await heading()).length > 10, `the heading says what was found: ${await heading()}`);
  const links = await matches.first().locator('a[href], button').allInnerTexts();
  expect(links.some(words => /start from this|add my case|add your case|offer help|read/i.test(words)), `a match says what one can do, not ${links.join(', ')}`);
  expect(/not recorded yet/i.test(await main()), 'nothing is recorded yet, and the page says so');
}
