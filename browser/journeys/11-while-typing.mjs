export const name = 'While one types, matches appear from the fifth word on, and the focus stays';
export const script = 'on';

export async function walk({ page, go, signIn, expect }) {
  await signIn('lead');
  await go('/problems/new');
  const box = page.locator('main textarea[name="q"]');
  await box.click();
  await page.keyboard.type('Bookings of visitors are lost when the person moves', { delay: 15 });
  await page.locator('#matches article.match').first().waitFor({ timeout: 10_000 });
  expect(await page.evaluate(() => document.activeElement?.tagName === 'TEXTAREA'), 'the focus is still in the box');
  expect((await box.inputValue()).endsWith('person moves'), 'what was typed is untouched');
}
