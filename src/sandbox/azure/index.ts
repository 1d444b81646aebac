// The Azure side of the sandbox: Azure Resource Manager with Site Recovery and the resources around it.
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import type { World } from '../world/types.ts';
import { recordRequest } from './activity-log/record.ts';
import { applyChange } from './change.ts';
import { fieldsOf } from './fields.ts';
import { bodyRefusal, parseBody, tokenRefusal, versionRefusal, withCommonHeaders } from './gate.ts';
import { seedPolicies } from './infrastructure/policies.ts';
import { seedProtectables } from './infrastructure/protectables.ts';
import { settle, settleNow } from './jobs/start.ts';
import { makeAzureRouter } from './routes.ts';
import { snapshotOf } from './snapshot.ts';
import { makeState } from './new-state.ts';
import type { State } from './state.ts';
import { vaults } from './vault-list.ts';

/** The door to the Azure side. */
export type AzureSide = {
  handle(req: SandboxRequest): SandboxResponse;
  snapshot(): unknown;
  reset(): void;
  change(instanceId: string, patch: Record<string, unknown>): void;
};

/** What defects are planted in: everything there is, settled up to now. */
export type Grounded = { ground(): { readonly state: State; readonly world: World; readonly now: number } };

function freshState(world: World, generation: number): State {
  const state = makeState(world, `generation ${generation} of ${world.clock.now()}`);
  for (const vault of vaults) {
    seedPolicies(state, vault);
    if (vault.kind === 'InMageAzureV2') seedProtectables(world, state, vault);
  }
  return state;
}

/** Makes the Azure side of a world. */
export function makeAzureSide(world: World): AzureSide & Grounded {
  const route = makeAzureRouter();
  let generation = 1;
  let state = freshState(world, generation);

  function answer(req: SandboxRequest, now: number): SandboxResponse {
    const refusal = tokenRefusal(req) ?? versionRefusal(req);
    if (refusal !== null) return refusal;
    const body = parseBody(req);
    if (body === null) return bodyRefusal;
    settle(state, world, now);
    return route({ req, body: fieldsOf(body), now, state, world });
  }

  return {
    handle(req) {
      const now = world.clock.now();
      const response = withCommonHeaders(req, answer(req, now), now);
      recordRequest(state, req, { response, now });
      return response;
    },
    snapshot() {
      settle(state, world, world.clock.now());
      return snapshotOf(state, world.clock.now());
    },
    reset() {
      generation += 1;
      state = freshState(world, generation);
    },
    change(instanceId, patch) {
      applyChange({ state, world }, instanceId, { patch, now: world.clock.now() });
    },
    ground() {
      const now = world.clock.now();
      settleNow(state, world, now);
      return { state, world, now };
    },
  };
}
