// Finds items and recovery points by what a request names.
import type { SandboxResponse } from '../../http/server.ts';
import { param, type Call, type Method, type Route } from '../call.ts';
import { missing } from '../errors.ts';
import { same } from '../fields.ts';
import { nameIn } from '../ids.ts';
import { containerRoute } from '../vault-routes.ts';
import { pointTimes } from './figures.ts';
import { itemKeyOf, type Item, type Point } from './model.ts';
import { pointPath } from './paths.ts';
import { pointIdOf } from './replication.ts';
import { replicationMoment } from './source.ts';

/** A handler that knows its item. */
export type ItemHandler = (call: Call, item: Item) => SandboxResponse;

/** A route below a protected item that must exist. */
export function itemRoute(method: Method, tail: string, handle: ItemHandler): Route {
  return containerRoute(method, `/replicationProtectedItems/{item}${tail}`, (call, vault) => {
    const item = call.state.items.get(itemKeyOf(vault.name, param(call, 'item')));
    return item === undefined ? missing(call.req, param(call, 'item')) : handle(call, item);
  });
}

/** All recovery points of an item, newest first. A commit keeps none to choose from. */
export function pointsOf(item: Item, now: number): readonly Point[] {
  if (item.pointsDeleted) return item.point === null ? [] : [item.point];
  return pointTimes(item, replicationMoment(item, now)).map((at) => ({ id: pointPath(item, pointIdOf(item.id, at)), at }));
}

/** The recovery point an id names. Only its last segment counts: its container is written in two ways. */
export function findPoint(item: Item, id: string, now: number): Point | null {
  return pointsOf(item, now).find((point) => same(nameIn(point.id), nameIn(id))) ?? null;
}
