// The demo organisation for one run: a temporary folder, a free port, ended with the run.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const START_SECONDS = 240;

export async function start({ target, people = 120, smtp = null, chat = null }) {
  if (process.env.LYCEUM_URL) return { url: process.env.LYCEUM_URL.replace(/\/$/, ''), stop: async () => {} };
  const program = path.join(target, 'debug', 'lyceum');
  const folder = await mkdtemp(path.join(tmpdir(), 'lyceum-browser-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const words = ['demo', '--people', String(people), '--seed', '7', '--data', folder, '--listen', listen];
  if (chat) words.push('--allow-post', chat);
  if (smtp) words.push('--smtp', smtp, '--mail-from', 'Lyceum <lyceum@demo.example>');
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => (log = (log + piece).slice(-8000)));
  let ended = null;
  child.on('exit', code => (ended = code ?? 'a signal'));
  child.on('error', error => ((ended = error.message), (log += error.message)));
  const stop = async () => {
    if (ended === null) {
      child.kill('SIGTERM');
      await new Promise(done => (child.once('exit', done), setTimeout(() => (child.kill('SIGKILL'), done()), 10_000).unref()));
    }
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://${listen}`;
  for (let second = 0; second < START_SECONDS; second++) {
    if (ended !== null) break;
    const answer = await fetch(`${url}/health`).catch(() => null);
    const health = answer?.ok ? await answer.json() : null;
    // Search has read all that the demo wrote: what is found does not move under a walk.
    if (health && health.index_position >= health.journal_position) return { url, stop, log: () => log };
    await new Promise(done => setTimeout(done, 1000));
  }
  await stop();
  throw new Error(`the demo did not start (${ended ?? 'no answer'}):\n${log}`);
}

/** A folder of HTML files, to try the checks themselves. */
export async function serveFolder(folder) {
  const kinds = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
  const server = createServer((request, answer) => {
    const file = path.join(folder, path.normalize(new URL(request.url, 'http://a').pathname));
    if (file.endsWith('favicon.ico')) return answer.writeHead(204).end();
    if (!existsSync(file) || !statSync(file).isFile()) return answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': kinds[path.extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(answer);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: async () => server.closeAllConnections() ?? server.close() };
}

const freePort = () =>
  new Promise((done, failed) => {
    const probe = net.createServer().on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
