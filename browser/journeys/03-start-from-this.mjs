import { SOLVED_BEFORE } from '../lib/walk.mjs';
export const name = 'A head starts from what is solved already: the adoption is recorded with what will be changed';

export async function walk({ page, signIn, say, state, answer, expect, main, mark }) {
  await signIn('head');
  await state(SOLVED_BEFORE);
  await page.getByRole('link', { name: 'Start from this' }).first().click();
  await page.waitForURL(/\/problems\/\d+\/adoptions\/new/);
  // A product starts from a solution once: the walks before this one may have taken the first of them.
  for (let product = 0; product < 8 && /\/adoptions/.test(page.url()); product++) {
    await answer(say('We keep the text messages and change the hour'), product);
  }
  expect(/\/problems\/\d+(-|$|#|\?)/.test(page.url()), `the problem is shown again, not ${page.url()}: ${(await main()).slice(0, 200)}`);
  expect((await main()).includes(mark), 'it shows the adoption with what is changed');
}
