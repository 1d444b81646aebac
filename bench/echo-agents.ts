/** A measure beside the bare bot: the Microsoft 365 Agents SDK as its documentation shows it, on the same web server, without authentication. */
import { ActivityHandler, CloudAdapter, MessageFactory, type Request } from '@microsoft/agents-hosting';
import restify from 'restify';

const agent = new ActivityHandler();
agent.onMessage(async (context, next) => {
  await context.sendActivity(MessageFactory.text(`You said: ${context.activity.text ?? ''}`));
  await next();
});
const adapter = new CloudAdapter();
const server = restify.createServer({ name: 'agents' });
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as unknown as Request, response as unknown as Parameters<CloudAdapter['process']>[1], (context) => agent.run(context));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`agents bot listens on http://127.0.0.1:${server.address().port}/api/messages\n`);
});
