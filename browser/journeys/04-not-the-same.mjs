import { SOLVED_BEFORE } from '../lib/walk.mjs';
export const name = 'A member says "not the same", and the match steps back for this statement';

export async function walk({ page, signIn, say, state, answer, expect }) {
  const words = say(SOLVED_BEFORE);
  await signIn('member');
  await state(words);
  const first = page.locator('#matches .group > article.match').filter({ has: page.getByRole('link', { name: 'Not the same' }) }).first();
  const address = await first.locator('h3 a').getAttribute('href');
  await first.getByRole('link', { name: 'Not the same' }).click();
  await page.waitForURL(/\/dismissals\/new/);
  await answer(say('Ours is about staff, not about visitors'));
  await state(words);
  // With script the matches are fetched once more after the page has loaded: what is kept comes with them.
  const kept = page.locator(`#matches details a[href="${address}"]`).first();
  await kept.waitFor({ state: 'attached' });
  const offered = await page.locator('#matches section.group article.match h3 a').evaluateAll(all => all.map(a => a.getAttribute('href')));
  expect(!offered.includes(address), 'it is no longer among the matches');
  expect((await kept.count()) === 1, 'it is kept, folded, as said before');
}
