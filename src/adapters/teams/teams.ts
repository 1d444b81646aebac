/** Teams as Ferry sees it: activities become turns, replies become messages. The only place that knows botbuilder. */
import { CloudAdapter, type TurnContext } from 'botbuilder';
import type { Reply, Turn } from '../../bot/turn.ts';
import type { Rendered } from '../../cards/rendered.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { Conversation } from '../../ports/conversations.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Messenger } from '../../ports/teams.ts';
import type { Log } from '../../ports/telemetry.ts';
import { IncomingActivity } from './activity.ts';
import { authenticationFor, makeOneShotAuthentication, type Authentication, type Connector, type TeamsSettings } from './connectors.ts';
import { makeLifecycle } from './lifecycle.ts';
import { makeMessenger } from './messenger.ts';
import type { SealCard } from './outgoing.ts';
import { makeRoster } from './roster.ts';
import { isTrustedServiceUrl } from './service-url.ts';
import { makeTurnHandler, type TeamsWords } from './turn-handler.ts';

/** What the adapter needs from the rest of Ferry. */
export type TeamsDeps = {
  readonly settings: TeamsSettings;
  readonly handle: (turn: Turn) => Promise<readonly Reply[]>;
  /** People and conversations of other tenants are answered, but not remembered and not welcomed. */
  readonly isOurTenant: (tenant: string) => boolean;
  /** Where Ferry may be spoken to; left out, everywhere. */
  readonly isOurPlace?: Exclude<Parameters<typeof makeLifecycle>[0]['isOurPlace'], undefined>;
  /** Called when a conversation is new to this process or its address changed; an empty name means "not told". */
  readonly onConversation: (conversation: Omit<Conversation, 'welcomed'>) => Promise<void>;
  readonly onRemoved: (id: ConversationId) => Promise<void>;
  /** Claims the welcome and returns its card, or null when the conversation was welcomed before. */
  readonly onWelcome: (conversation: Omit<Conversation, 'welcomed'>) => Promise<Rendered | null>;
  /** Seals the buttons of every card that leaves. */
  readonly sealCard: SealCard;
  readonly words: TeamsWords;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Another issuer of tokens, for tests. */
  readonly authentication?: Authentication;
  /** Longest time that one call to Teams may take. */
  readonly deadlineMs?: number;
};

/** As much as a plan may have. */
const MOST_FILE_BYTES = 5 * 1024 * 1024;

/** An HTTP answer, free of any web framework. */
export type HttpAnswer = { readonly status: number; readonly body?: unknown };

export type Teams = {
  /** Takes one POST of the Bot Framework: checks, authenticates, runs the turn, never rejects. */
  readonly process: (request: { readonly authorization: string; readonly body: unknown }) => Promise<HttpAnswer>;
  readonly messenger: Messenger;
};

/** The SDK's adapter with the two doors that it keeps protected. */
class OneShotAdapter extends CloudAdapter {
  run(authorization: string, activity: object, logic: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authorization, activity as Parameters<CloudAdapter['processActivityDirect']>[1], logic);
  }
  connectorFor(appId: string, serviceUrl: string): Promise<Connector> {
    return this.botFrameworkAuthentication.createConnectorFactory(this.createClaimsIdentity(appId)).create(serviceUrl);
  }
}

/** Builds the adapter and the messenger that shares its connectors. */
export function makeTeams(deps: TeamsDeps): Teams {
  const { settings, log } = deps;
  const adapter = new OneShotAdapter(makeOneShotAuthentication(deps.authentication ?? authenticationFor(settings), { anonymous: settings.anonymous, deadlineMs: deps.deadlineMs }));
  const connectorFor = (serviceUrl: string) => adapter.connectorFor(settings.appId ?? '', serviceUrl);
  const messenger = makeMessenger({ connectorFor, anonymous: settings.anonymous, sealCard: deps.sealCard });
  const lifecycle = makeLifecycle({ ...deps, messenger });
  const roster = makeRoster({ connectorFor, anonymous: settings.anonymous, clock: deps.clock, log });
  const onTurn = makeTurnHandler({ ...deps, lifecycle, turns: { files: { anonymous: settings.anonymous, mostBytes: MOST_FILE_BYTES }, standing: roster.standingOf } });

  return {
    messenger,
    async process({ authorization, body }) {
      const activity = IncomingActivity.safeParse(body);
      if (!activity.success) return { status: 400, body: 'This is not an activity of the Bot Framework.' };
      const fault = faultOf(activity.data, settings.anonymous);
      if (fault !== null) return { status: 400, body: fault };
      const turn = { begun: false };
      try {
        const answer = await adapter.run(authorization, body as object, (context) => {
          turn.begun = true;
          return onTurn(context, activity.data);
        });
        return { status: answer?.status ?? 200, ...(answer?.body === undefined ? {} : { body: answer.body as unknown }) };
      } catch (error) {
        return turn.begun ? failed(error, log) : refused(error, log);
      }
    },
  };
}

/** Why an activity is turned away before anybody asks who sent it; null when there is no reason. */
function faultOf(activity: IncomingActivity, anonymous: boolean): string | null {
  if (!isTrustedServiceUrl(activity.serviceUrl, anonymous)) return 'The serviceUrl is not an address of Microsoft Teams.';
  // Of a bot's other channels (Web Chat and Direct Line are there from the start) anyone may call himself whoever he likes.
  if (activity.channelId !== 'msteams') return 'Only Microsoft Teams may speak to this bot.';
  // Without an id a message that comes twice would be worked on twice.
  const acts = activity.type === 'message' || activity.type === 'invoke';
  return acts && !anonymous && !activity.id ? 'The activity has no id.' : null;
}

/** Whatever goes wrong before the turn began is a caller that could not prove who it is; tokens never reach the log. */
function refused(error: unknown, log: Log): HttpAnswer {
  log.warn({ why: error instanceof Error ? error.name : 'unknown' }, 'an activity was refused: not authenticated');
  return { status: 401, body: 'Not authenticated.' };
}

function failed(error: unknown, log: Log): HttpAnswer {
  log.error({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'a turn failed outside its handler');
  return { status: 500, body: 'Ferry could not work on this; the log says why.' };
}
