export const name = 'With the keyboard alone: sign in, skip to the main part, state a problem, open a match';

/** Tabs on until `wanted` has the focus. */
async function tabTo(page, wanted, most = 80) {
  for (let step = 0; step < most; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(css => document.activeElement?.matches(css), wanted)) return true;
  }
  return false;
}

export async function walk({ page, go, expect }) {
  await go('/sign-in');
  expect(await tabTo(page, 'button[name="who"][value="member"]'), 'Tab reaches the sign-in of the member');
  await page.keyboard.press('Enter');
  await page.locator('a.you').waitFor();
  await go('/');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.classList.contains('skip')), 'the first stop skips to the main part');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/);
  expect(await tabTo(page, 'main textarea[name="q"]', 12), 'the box for the problem is near after the skip');
  await page.keyboard.type('The booking of a visitor is lost when the person is moved to another place overnight');
  expect(await tabTo(page, 'main form button', 8), 'Tab reaches the button');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/problems\/new/);
  expect(await tabTo(page, 'main article.match h3 a'), 'Tab reaches the first match');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/(problems|work|handbook)\/\d+/);
}
