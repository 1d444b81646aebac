// Routes below a subscription or a resource group, with the refusals ARM gives before any provider is asked.
import type { SandboxResponse } from '../http/server.ts';
import { param, type Call, type Handler, type Method, type Route } from './call.ts';
import { armError } from './errors.ts';
import { same } from './fields.ts';
import { location, subscription } from './ids.ts';
import type { State } from './state.ts';

/** The group's own spelling, or null when there is no such group. */
export function findGroup(state: State, name: string): string | null {
  return [...state.estate.groups.keys()].find((group) => same(group, name)) ?? null;
}

/** The region's own name ("West Europe" and "westeurope" are one), or null for any other region. */
export function knownLocation(name: string): string | null {
  return same(name.replaceAll(' ', ''), location) ? location : null;
}

function subscriptionRefusal(call: Call): SandboxResponse | null {
  const asked = param(call, 'subscription');
  if (same(asked, subscription)) return null;
  return armError(404, 'SubscriptionNotFound', `The subscription '${asked}' could not be found.`);
}

/** A route below the subscription. */
export function subscriptionRoute(method: Method, tail: string, handle: Handler): Route {
  return { method, path: `/subscriptions/{subscription}${tail}`, handle: (call) => subscriptionRefusal(call) ?? handle(call) };
}

/** A route below a resource group that must exist. */
export function groupRoute(method: Method, tail: string, handle: Handler): Route {
  return subscriptionRoute(method, `/resourceGroups/{group}${tail}`, (call) => {
    const asked = param(call, 'group');
    const group = findGroup(call.state, asked);
    if (group === null) return armError(404, 'ResourceGroupNotFound', `Resource group '${asked}' could not be found.`);
    return handle({ ...call, params: { ...call.params, group } });
  });
}
