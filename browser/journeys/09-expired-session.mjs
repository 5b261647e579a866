export const name = 'A session ends while somebody writes: what was typed is still there after signing in again';

export async function walk({ page, context, signIn, say, state, expect, main, mark }) {
  await signIn('member');
  await state(say('Keys for the archive room hang on a hook that nobody has a list of'));
  const different = page.getByLabel('What is different about yours?');
  if (await different.count()) await different.fill(say('It is about keys on a hook'));
  await context.clearCookies();
  await page.getByRole('button', { name: 'Record as a new problem' }).click();
  await page.locator('button[name="who"]').first().waitFor();
  await signIn('member', { here: true });
  expect((await main()).includes(mark), `what was typed is shown: ${(await main()).slice(0, 200)}`);
  await page.getByRole('button', { name: 'Send it now' }).click();
  await page.waitForURL(/\/problems\/\d+/);
  expect((await main()).includes(mark), 'and it is recorded');
}
