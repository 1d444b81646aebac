/** The first look at a caller's token, before the SDK's own: only what the channel service issues goes on to it. */
import { z } from 'zod';

const Header = z.object({ alg: z.enum(['RS256', 'RS384', 'RS512']), kid: z.string().min(1) });
const Claims = z.object({ iss: z.literal('https://api.botframework.com'), serviceurl: z.string(), exp: z.number() });

/**
 * True for a token that claims to come from the channel service; whether it does is the SDK's to verify. The SDK would also let in the
 * Emulator, that is, anyone with a token of any tenant that was issued to the bot's own id, for any audience and service address,
 * and before it verifies such a token it adds the tenant it names to its list of issuers, for good.
 */
export function claimsChannelService(authorization: string): boolean {
  const [, header = '', claims = ''] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? [];
  return Header.safeParse(decoded(header)).success && Claims.safeParse(decoded(claims)).success;
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
