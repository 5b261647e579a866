import { SOLVED_BEFORE } from '../lib/walk.mjs';
export const name = 'A member states a problem and sees what is known, in groups, with the verdict in words';

export async function walk({ page, go, signIn, expect, heading, main }) {
  await signIn('member');
  await go('/');
  await page.locator('main textarea[name="q"]').fill(SOLVED_BEFORE);
  await page.getByRole('button', { name: 'Look for answers' }).click();
  await page.waitForURL(/\/problems\/new/);
  expect((await page.locator('main textarea[name="q"]').inputValue()).includes(SOLVED_BEFORE), 'what was typed is still in the box');
  const matches = page.locator('#matches .group > article.match');
  expect((await matches.count()) >= 3, `at least three matches are shown, not ${await matches.count()}`);
  expect((await page.locator('#matches .group h2').count()) >= 1, 'the matches stand in groups');
  expect((await page.locator('#matches mark').count()) >= 1, 'the words that match are marked');
  expect((await heading()).length > 10, `the heading says what was found: ${await heading()}`);
  const ways = await matches.first().locator('a[href], button').allInnerTexts();
  expect(ways.some(words => /start from this|add my case|offer help|tell me|read/i.test(words)), `a match says what one can do, not ${ways.join(', ')}`);
  expect(/not recorded yet/i.test(await main()), 'nothing is recorded yet, and the page says so');
}
