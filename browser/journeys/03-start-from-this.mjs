import { SOLVED_BEFORE } from '../lib/walk.mjs';
export const name = 'A head starts from what is solved already: the adoption is recorded with its reason';

export async function walk({ page, signIn, say, state, expect, main, mark }) {
  await signIn('head');
  await state(SOLVED_BEFORE);
  await page.getByRole('link', { name: /^Start from this/ }).or(page.getByRole('button', { name: /^Start from this/ })).first().click();
  await page.waitForURL(/\/problems\/\d+.*\/adoptions/);
  for (const select of await page.locator('main form[method="post"] select').all()) {
    const value = await select.locator('option:not([value=""])').first().getAttribute('value');
    await select.selectOption(value);
  }
  for (const area of await page.locator('main form[method="post"] textarea').all()) await area.fill(say('We keep the text messages and change the hour'));
  await page.locator('main form[method="post"] button').first().click();
  await page.waitForURL(/\/problems\/\d+(?!.*\/new)/);
  expect((await main()).includes(mark), 'the problem shows the adoption with what is changed');
}
