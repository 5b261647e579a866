export const name = 'A page that was read stands in one’s own record alone, and is erased by oneself';

export async function walk({ page, go, signIn, expect, walk: { script } }) {
  await signIn('head');
  await go('/handbook/46');
  if (script) {
    const told = page.waitForResponse(answer => answer.url().endsWith('/handbook/46/readings'), { timeout: 70_000 });
    const seconds = Number(await page.locator('[data-reading]').getAttribute('data-seconds'));
    expect(seconds >= 10 && seconds <= 60, `the time is within bounds: ${seconds}`);
    expect((await told).status() === 204, 'it is counted by itself, without an answer');
  } else {
    await page.getByRole('button', { name: 'I have read this' }).click();
    await page.waitForLoadState();
  }
  await go('/handbook/46');
  expect((await page.locator('aside.marg').innerText()).includes('You read it on'), 'the page says so to whoever read it');
  await go('/me/reading');
  const title = 'Going into a prison';
  expect((await page.locator('main').innerText()).includes(title), 'it stands in their record');
  await signIn('admin');
  await go('/me/reading');
  expect(!(await page.locator('main').innerText()).includes(title), 'and in nobody else’s');
  await go('/handbook/46/reach');
  const reach = await page.locator('main').innerText();
  expect(reach.includes('Nobody’s name is known here') && !reach.includes('Quillfeather'), 'shares of groups, and nobody’s name');
  await signIn('head');
  await go('/me/reading');
  await page.locator('form:has(input[name=page][value="46"]) button').click();
  await page.waitForLoadState();
  expect(!(await page.locator('main').innerText()).includes(title), 'erased, it is gone');
}
