/** A measure beside the bare bot: the Teams SDK as its documentation shows it, on its own web server, without authentication. */
import { App } from '@microsoft/teams.apps';

const app = new App({ dangerouslyAllowUnauthenticatedRequests: true });
app.on('message', async (context) => {
  const { activity } = context;
  await context.send({ type: 'message', text: `You said: ${activity.text}`, replyToId: activity.id });
});
const port = Number(process.env['PORT']);
await app.start(port);
process.stdout.write(`teams bot listens on http://127.0.0.1:${port}/api/messages\n`);
