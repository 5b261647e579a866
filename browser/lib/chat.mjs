// A chat for the run, which reads whatever is posted to it.
import { createServer } from 'node:http';

export async function openChat() {
  const posts = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    posts.push({ address: request.url, type: request.headers['content-type'], headers: request.headers, text, body: JSON.parse(text) });
    response.end('ok');
  });
  await new Promise((ready, failed) => server.on('error', failed).listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** What was posted to this address, once something was. */
    async waitFor(address, seconds = 60) {
      const found = () => posts.filter(post => post.address === address);
      for (let tenth = 0; tenth < seconds * 10 && found().length === 0; tenth++) await new Promise(done => setTimeout(done, 100));
      return found();
    },
    close: () => new Promise(done => server.close(done)),
  };
}
