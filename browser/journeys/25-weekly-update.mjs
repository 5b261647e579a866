export const name = 'A head writes this week’s update and sends it; each member finds it in the mailbox, and one of them stops it';

/** One update a week and community: each walk has a community of its own that this head may write for. */
const COMMUNITIES = {
  '1280, with script': 'product-management',
  '1280, without script': 'product-management-prisons',
  '390, with script': 'product-management-courts',
  '390, without script': 'product-management-probation',
};

const NAMES = {
  'product-management': 'Product management',
  'product-management-prisons': 'Product management, Prisons',
  'product-management-courts': 'Product management, Courts',
  'product-management-probation': 'Product management, Probation',
};

export async function walk({ page, go, signIn, expect, main, say, walk, mailbox, chat }) {
  const community = COMMUNITIES[walk.label];
  const channel = `/hooks/${community}`;
  if (chat) {
    await signIn('admin');
    await go('/settings/chat');
    await page.getByLabel('Whose update').selectOption({ label: NAMES[community] });
    await page.getByLabel('Which program').selectOption('mattermost');
    await page.getByLabel('The channel’s address').fill('not an address');
    await page.getByRole('button', { name: 'Tell this channel' }).click();
    await page.locator('.err').first().waitFor();
    await page.getByLabel('The channel’s address').fill(`${chat.origin}${channel}`);
    await page.getByRole('button', { name: 'Tell this channel' }).click();
    await page.locator('ul.ledger', { hasText: 'Mattermost' }).waitFor();
    expect(!(await page.content()).includes(channel), 'the address is shown to nobody again');
  }
  await signIn('head');
  await go(`/communities/${community}/updates`);
  await page.getByRole('link', { name: 'Write this week’s update' }).click();
  await page.getByRole('heading', { level: 1, name: /drafted|being written/ }).waitFor();
  const line = say('Go and stand at your gate for an hour');
  await page.getByLabel('A line of your own').fill(line);
  const first = page.locator('input[name="keep"]').first();
  const left = await first.getAttribute('value');
  await first.uncheck();
  await page.getByRole('button', { name: 'Save and see how it reads' }).click();
  await page.getByRole('heading', { level: 1, name: 'This week’s update is being written' }).waitFor();
  expect((await page.locator('article.sheet').innerText()).includes(line), 'the line stands in how it reads');
  expect(!(await page.locator(`input[name="keep"][value="${left}"]`).isChecked()), 'what was taken out stays out');
  await page.getByRole('button', { name: 'Send it now' }).click();
  await page.getByRole('heading', { level: 1, name: /^Weekly update of/ }).waitFor();
  expect((await main()).includes('Sent by'), 'it says who sent it');

  if (mailbox) {
    const title = (await page.locator('article.sheet h2').innerText()).split(', week')[0];
    const got = await mailbox.waitFor(`${title}, week of`, 1);
    expect(got.length >= 1, 'it arrives by mail');
    const { letter } = got[0];
    expect(letter.text.includes(line) && letter.html.includes('Go and stand'), 'in both forms');
    expect(letter.headers.get('list')?.unsubscribe?.url?.includes('/updates/stop/'), 'and can be stopped from the mail program');
    await new Promise(done => setTimeout(done, 3000));
    const all = await mailbox.waitFor(`${title}, week of`, 1);
    const to = all.map(it => it.to);
    expect(new Set(to).size === to.length, 'each member gets one');
    await page.goto(letter.headers.get('list').unsubscribe.url);
    await page.getByRole('button', { name: 'Stop the mail' }).click();
    await page.getByRole('heading', { level: 1, name: 'No more updates by mail' }).waitFor();
  }

  if (chat) {
    const [post] = await chat.waitFor(channel);
    expect(post?.type === 'application/json' && post.body.text.includes('stand at your gate'), 'the channel is told');
  }

  await signIn('member');
  await go(`/communities/${community}/updates`);
  await page.locator('ul.ledger a').first().click();
  await page.locator('article.sheet').waitFor();
  expect((await main()).includes(line), 'everyone reads it');
  expect((await page.getByRole('button', { name: 'Send it now' }).count()) === 0, 'and nobody sends it twice');
}
