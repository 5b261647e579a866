export const name = 'A librarian merges two problems that are one; the other number leads there, and it is taken back';

const WALKS = ['1280, with script', '1280, without script', '390, with script', '390, without script'];

export async function walk({ page, url, go, signIn, expect, main, walk }) {
  await signIn('librarian');
  const { items } = await (await page.request.get(`${url}/api/v1/problems?state=not_now&limit=20`)).json();
  const place = 2 * WALKS.indexOf(walk.label);
  const [lead, other] = [items[place], items[place + 1]].map(it => ({ ...it, path: `/problems/${it.number}` }));
  await go(lead.path);
  await page.getByRole('link', { name: 'What is close to it, and merging' }).click();
  await page.getByLabel('Which problem is the same?').fill(`P ${other.number}`);
  await page.getByRole('button', { name: /^Merge it into/ }).click();
  await page.getByRole('alert').waitFor();
  expect((await page.getByLabel('Which problem is the same?').inputValue()) === `P ${other.number}`, 'without a reason it is asked for, and nothing is lost');
  await page.getByLabel('How do you know?').fill('Both tell of the same rooms');
  await page.getByRole('button', { name: /^Merge it into/ }).click();
  await page.waitForURL(url + lead.path);

  await go(other.path);
  expect(new URL(page.url()).pathname === lead.path, 'the other number leads to the one that leads');
  await go(`${lead.path}/merges`);
  expect((await main()).includes('Both tell of the same rooms'), 'it says why');
  await page.getByRole('button', { name: /^Take it back/ }).first().click();
  await page.waitForURL(url + other.path);
  await go(`${lead.path}/merges`);
  expect((await main()).includes('Taken back.'), 'both are as they were');
}
