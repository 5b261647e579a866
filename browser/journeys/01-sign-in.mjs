export const name = 'Each of the seven people signs in by one click, and signs out';
const PEOPLE = ['head', 'lead', 'member', 'newcomer', 'librarian', 'leader', 'admin'];

export async function walk({ page, signIn, expect, heading, walk }) {
  const people = walk.width === 1280 ? PEOPLE : PEOPLE.slice(0, 2);
  for (const role of people) {
    await signIn(role);
    expect((await page.context().cookies()).some(cookie => cookie.httpOnly && cookie.sameSite === 'Lax' || cookie.sameSite === 'Strict'), `${role} has a session cookie that no script can read`);
    await page.goto(new URL('/me', page.url()).href);
    await page.locator('form[action="/sign-out"] button').first().click();
    await page.waitForLoadState();
    await page.goto(new URL('/me', page.url()).href);
    expect((await heading()).startsWith('Sign in'), `${role} is signed out`);
  }
}
