/** The measure for Ferry's turns: botbuilder and restify as their documentation shows them, without authentication, answering with what was said. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Request, type Response } from 'botbuilder';
import restify from 'restify';

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const server = restify.createServer({ name: 'bare' });
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as unknown as Request, response as unknown as Response, async (context) => {
    await context.sendActivity(`You said: ${context.activity.text}`);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`bare bot listens on http://127.0.0.1:${server.address().port}/api/messages\n`);
});
