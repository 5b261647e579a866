// A mail server for the run, and what arrived in it.
import { SMTPServer } from 'smtp-server';
import { simpleParser } from 'mailparser';

export async function openMailbox() {
  const letters = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      simpleParser(stream).then(letter => {
        letters.push({ to: session.envelope.rcptTo[0].address, letter });
        done();
      }, done);
    },
  });
  await new Promise((ready, failed) => server.on('error', failed).listen(0, '127.0.0.1', ready));
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
    letters,
    /** Those whose subject begins so, once `many` are there. */
    async waitFor(subject, many, seconds = 60) {
      const found = () => letters.filter(({ letter }) => letter.subject.startsWith(subject));
      for (let tenth = 0; tenth < seconds * 10 && found().length < many; tenth++) await new Promise(done => setTimeout(done, 100));
      return found();
    },
    close: () => new Promise(done => server.close(done)),
  };
}
