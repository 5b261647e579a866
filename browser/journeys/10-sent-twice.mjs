export const name = 'A form sent twice counts once';

export async function walk({ page, url, signIn, say, state, expect }) {
  await signIn('member');
  await state(say('The stamp of the registry dries out over the holidays and letters go out unstamped'));
  const different = page.getByLabel('What is different about yours?');
  if (await different.count()) await different.fill(say('It is about a stamp'));
  const form = page.locator('form[action="/problems"]');
  const sent = await form.evaluate(form => ({ action: form.getAttribute('action'), fields: [...new FormData(form)] }));
  const body = new URLSearchParams(sent.fields).toString();
  const send = () => page.request.post(url + sent.action, { data: body, maxRedirects: 0, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: url } });
  const [first, second] = [await send(), await send()];
  expect(first.status() === 303, `the first is taken (${first.status()})`);
  expect(second.status() === 303 && second.headers().location === first.headers().location, `the second leads to the same page (${second.status()}, ${second.headers().location})`);
  const { items } = await (await page.request.get(`${url}/api/v1/problems?limit=10`)).json();
  expect(items.filter(item => item.title.includes('stamp of the registry') && first.headers().location.includes(String(item.number))).length <= 1, 'it is there once');
}
