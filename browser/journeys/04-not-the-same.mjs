import { SOLVED_BEFORE } from '../lib/walk.mjs';
export const name = 'A member says "not the same", and the match steps back for this statement';

export async function walk({ page, signIn, say, state, expect }) {
  await signIn('member');
  await state(say(SOLVED_BEFORE));
  const first = page.locator('main article.match').first();
  const title = await first.locator('h3').innerText();
  await first.locator('a, button, summary').filter({ hasText: 'Not the same' }).first().click();
  const reason = page.locator('main form[action*="not-the-same"] textarea, main form[action*="not-the-same"] input[name="reason"], main form[action*="not-the-same"] input[type="text"]');
  for (const field of await reason.all()) if (await field.isVisible()) await field.fill('Ours is about staff, not about visitors');
  const send = page.locator('main form[action*="not-the-same"] button').filter({ visible: true });
  if (await send.count()) await send.first().click();
  await page.waitForLoadState();
  if (!/\/problems\/new/.test(page.url())) await page.goBack();
  await state((await page.locator('main textarea[name="q"]').count()) ? await page.locator('main textarea[name="q"]').inputValue() : say(SOLVED_BEFORE));
  const now = await page.locator('main article.match').first().locator('h3').innerText();
  expect(now !== title || (await page.locator('main article.match').first().innerText()).match(/not the same/i), 'it is no longer offered first');
}
