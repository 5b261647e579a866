export const name = 'A page is made from another: it says so, shows how far behind it is, and takes in what changed';

export async function walk({ page, go, signIn, expect, mark }) {
  const press = async label => {
    await page.getByRole('button', { name: label, exact: true }).click();
    await page.waitForLoadState();
  };
  await signIn('head');
  await go('/handbook/new');
  await page.fill('#title', `Ask three people ${mark}`);
  await page.fill('#body', 'First we ask.\n\nThen we wait.\n\nThen we build.');
  await press('Publish');
  const source = new URL(page.url()).pathname;

  await signIn('member');
  await go(source);
  await press('Make one of your own from it');
  expect(/\/handbook\/drafts\//.test(page.url()), 'its words are a draft of one’s own');
  await page.fill('#body', 'First we ask everybody.\n\nThen we wait.\n\nThen we build.');
  await press('Publish');
  expect((await page.locator('#why-e').count()) === 1, 'what was changed is asked for');
  expect((await page.inputValue('#body')).includes('everybody'), 'and what was typed stays');
  await page.fill('#title', `Ask everybody ${mark}`);
  await page.fill('#why', 'We are few: we ask everybody');
  await press('Publish');
  const ours = new URL(page.url()).pathname;
  expect((await page.locator('aside.marg').innerText()).includes('Made from'), 'it says what it was made from');

  await signIn('head');
  await go(`${source}/edit`);
  await page.fill('#body', 'First we ask three.\n\nThen we wait a week.\n\nThen we build.\n\nThen we tell the board.');
  await page.fill('#why', 'How long, and whom');
  await press('Publish');

  await signIn('member');
  await go(ours);
  await page.getByRole('link', { name: '1 version behind' }).click();
  await page.waitForLoadState();
  expect((await page.locator('fieldset.clash').count()) === 3, 'each change stands by itself');
  await page.locator('input[name=change-1][value=ours]').check();
  await page.locator('input[name=change-3][value=ours]').check();
  await page.fill('#why-3', `We have no board ${mark}`);
  await press('Bring it up to date');
  const words = await page.locator('article').innerText();
  expect(words.includes('everybody') && words.includes('a week') && !words.includes('board'), words);
  expect((await page.locator('aside.marg').innerText()).includes('As new as its source'), 'it is behind no more');
  await go(`${ours}/source`);
  expect((await page.locator('main').innerText()).includes(`We have no board ${mark}`), 'what is left out keeps its reason');
  await go('/handbook/adaptations');
  expect((await page.locator('main').innerText()).includes(`Ask everybody ${mark}`), 'it stands in the list');

  await go('/handbook/adaptations/new');
  await page.fill('#title', `A post ${mark}`);
  await page.fill('#address', 'example.org');
  await page.fill('#text', 'Ask nobody.');
  await press('Begin the page');
  expect((await page.locator('#address-e').count()) === 1, 'an address that is none is said at its field');
  expect((await page.inputValue('#text')) === 'Ask nobody.', 'and the text stays');
  await page.fill('#address', 'https://example.org/post');
  await press('Begin the page');
  expect((await page.inputValue('#body')).includes('Ask nobody.'), 'the text is a draft');
}
