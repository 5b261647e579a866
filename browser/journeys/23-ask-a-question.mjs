export const name = 'A question is asked, asked again, answered and accepted; its answer becomes a page that credits both';

export async function walk({ page, go, signIn, expect, mark }) {
  const press = async label => {
    await page.getByRole('button', { name: label }).first().click();
    await page.waitForLoadState();
  };
  await signIn('member');
  await go('/handbook/questions');
  await page.getByRole('link', { name: 'Ask something' }).first().click();
  await page.waitForLoadState();
  await page.fill('#body', `I looked everywhere ${mark}`);
  await press('Ask it');
  expect((await page.locator('#title-e').count()) === 1, 'an empty question is said at its field');
  expect((await page.inputValue('#body')).includes(mark), 'and what was typed stays');
  await page.fill('#title', 'Running a discovery with people in custody');
  await press('Ask it');
  expect((await page.locator('main').innerText()).includes('Look here first'), 'what may answer it is shown first');
  await page.fill('#title', `Zxqv who signs the wvut ${mark}?`);
  await page.getByRole('button', { name: /ask it/i }).click();
  await page.waitForLoadState();
  const address = new URL(page.url()).pathname;
  expect(/\/handbook\/questions\/\d+$/.test(address), `it stands at its own address: ${address}`);
  expect((await page.getByRole('button', { name: 'I ask this too' }).count()) === 0, 'who asked does not ask again');

  await signIn('head');
  await go(address);
  await press('I ask this too');
  await page.fill('#answer', `The head of the profession does. ${mark}`);
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await page.waitForLoadState();
  expect((await page.getByRole('button', { name: 'This answers it' }).count()) === 0, 'who answers does not accept');

  await signIn('member');
  await go(address);
  await press('This answers it');
  expect((await page.locator('main').innerText()).includes('Accepted'), 'the answer is accepted');
  await press('Keep it as a page');
  const body = await page.inputValue('#body');
  expect(body.includes(mark) && body.includes('answered by'), 'it is a draft that credits both: ' + body);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.waitForLoadState();
  expect(/^\/handbook\/\d+$/.test(new URL(page.url()).pathname), 'it is published');
  await go(address);
  expect((await page.locator('main').innerText()).includes('It stands on a page now'), 'and the question leads there');
}
