// What every journey is given.
import { randomBytes } from 'node:crypto';

/** What the demo's people have solved, told in other words than theirs. */
export const SOLVED_BEFORE = 'Visitors arrive and find that their booking has gone because the person they came to see was moved to another wing the night before';

export class Unmet extends Error {}

/** Holds or ends the walk with a sentence. */
export function expect(holds, sentence) {
  if (!holds) throw new Unmet(sentence);
}

export function equipment(page, url) {
  const mark = randomBytes(4).toString('hex');
  const heading = () => page.getByRole('heading', { level: 1 }).first().innerText();
  return {
    page,
    url,
    expect,
    /** Words that no other walk uses. */
    say: words => `${words} (${mark})`,
    mark,
    go: path => page.goto(url + path),
    /** One click, as the demo offers it: head, lead, member, newcomer, librarian, leader, admin. Where one already is, if it is the sign-in page. */
    async signIn(role, { here = false } = {}) {
      if (!here) await page.goto(`${url}/sign-in`);
      await page.locator(`button[name="who"][value^="${role}"]`).click();
      await page.waitForLoadState();
      expect(!new URL(page.url()).pathname.startsWith('/sign-in/') && !(await heading()).startsWith('Sign in'), `${role} is signed in by one click`);
    },
    /** Says a problem on the first page and looks for answers. */
    async state(words) {
      await page.goto(`${url}/problems/new`);
      await page.locator('main textarea[name="q"]').fill(words);
      await page.locator('main form:has(textarea[name="q"]) button').first().click();
      await page.waitForURL(/\/problems\/new\?/);
    },
    heading,
    /** The text of the page's main part. */
    main: () => page.locator('main').innerText(),
  };
}
