import { SOLVED_BEFORE } from '../lib/walk.mjs';
export const name = 'A newcomer adds their case to a problem that was met before';

export async function walk({ page, signIn, say, state, answer, expect, main, mark }) {
  await signIn('newcomer');
  await state(SOLVED_BEFORE);
  await page.getByRole('link', { name: 'Add my case' }).first().click();
  await page.waitForURL(/\/problems\/\d+\/sightings\/new/);
  await answer(say('We met it on Tuesday, four families waited'));
  expect((await main()).includes(mark), 'the problem shows the new sighting');
}
