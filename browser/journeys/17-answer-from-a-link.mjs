export const name = 'Somebody answers a meetup from a signed link, without signing in';

export async function walk({ page, go, signIn, expect, heading, main, context }) {
  await signIn('head');
  await go('/events/1');
  await page.locator('select#whom').selectOption({ index: 3 });
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.waitForLoadState();
  const link = await page.getByRole('link', { name: 'The link', exact: true }).getAttribute('href');
  expect(link.startsWith('/rsvp/'), 'there is a link');

  await context.clearCookies();
  await go(link);
  expect((await main()).includes('are you coming?'), 'the link opens without signing in');
  await page.getByRole('button', { name: 'Perhaps' }).click();
  await page.waitForLoadState();
  expect((await main()).includes('Kept.'), 'the answer is kept');
  await page.getByRole('button', { name: 'I am coming' }).click();
  await page.waitForLoadState();
  expect((await main()).includes('I am coming'), 'and can be changed');

  const forged = await page.goto(new URL(link.slice(0, -3) + 'AAA', page.url()).href);
  expect(forged.status() === 404, 'a forged link leads nowhere');
  await go('/events/1');
  expect((await heading()).startsWith('Sign in'), 'the link lets in nowhere else');
}
