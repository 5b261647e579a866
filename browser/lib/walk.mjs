// What every journey is given.
import { randomBytes } from 'node:crypto';

export class Unmet extends Error {}

/** Holds or ends the walk with a sentence. */
export function expect(holds, sentence) {
  if (!holds) throw new Unmet(sentence);
}

export function equipment(page, url) {
  const mark = randomBytes(4).toString('hex');
  return {
    page,
    url,
    expect,
    /** Words that no other walk uses. */
    say: words => `${words} (${mark})`,
    mark,
    go: path => page.goto(url + path),
    /** One click, as the demo offers it: head, lead, member, newcomer, librarian, leader, admin. */
    async signIn(role, { from = '/sign-in' } = {}) {
      if (from) await page.goto(url + from);
      await page.locator(`form:has([value="${role}@demo.example"]) button, button[value="${role}@demo.example"]`).first().click();
      await page.waitForURL(now => !now.pathname.startsWith('/sign-in'));
      expect(!(await page.getByRole('heading', { level: 1 }).first().innerText()).match(/^Sign in/), `${role} is signed in by one click`);
    },
    /** The text of the page's main part. */
    main: () => page.locator('main').innerText(),
  };
}
