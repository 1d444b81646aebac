// Who Ferry is for Azure: its managed identity, or on a developer's machine whoever is signed in.
import { DefaultAzureCredential, type TokenCredential } from '@azure/identity';
import { isLoopbackHttp } from './access.ts';

/** The credential for an ARM endpoint; null for a sandbox on loopback, which takes any caller. */
export function makeArmCredential(o: { readonly endpoint: string; readonly clientId: string | null }): TokenCredential | null {
  return isLoopbackHttp(o.endpoint) ? null : identityOf(o.clientId);
}

/** Gives tokens of the same identity for somebody else, for example for a role in AWS. */
export function makeWebIdentity(o: { readonly audience: string; readonly clientId: string | null }): () => Promise<string> {
  const credential = identityOf(o.clientId);
  return async () => (await credential.getToken(`${o.audience}/.default`)).token;
}

function identityOf(clientId: string | null): DefaultAzureCredential {
  return new DefaultAzureCredential(clientId === null ? {} : { managedIdentityClientId: clientId });
}
