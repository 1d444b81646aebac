// Finds the handler of a request; ARM compares path segments without case.
import type { SandboxResponse } from '../http/server.ts';
import type { Call, Handler, Method, Route } from './call.ts';
import { armError } from './errors.ts';

type Compiled = { readonly methods: Map<string, Handler>; readonly segments: readonly string[] };

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

// Pattern literals are lower case already; "*" takes any one segment and remembers it by name.
function shapeOf(path: string): string {
  return segmentsOf(path.toLowerCase()).map((segment) => (segment.startsWith('{') ? '*' : segment)).join('/');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function match(pattern: readonly string[], actual: readonly string[]): Record<string, string> | null {
  if (pattern.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = actual[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decoded(value);
    else if (part.toLowerCase() !== value.toLowerCase()) return null;
  }
  return params;
}

function compile(routes: readonly Route[]): readonly Compiled[] {
  const byShape = new Map<string, Compiled>();
  for (const route of routes) {
    const shape = shapeOf(route.path);
    const entry = byShape.get(shape) ?? { methods: new Map<string, Handler>(), segments: segmentsOf(route.path) };
    entry.methods.set(route.method satisfies Method, route.handle);
    byShape.set(shape, entry);
  }
  return [...byShape.values()];
}

/** Answers a call by the table, or refuses it as ARM would. */
export type Router = (call: Omit<Call, 'params'>) => SandboxResponse;

/** Builds the router of a routing table. */
export function makeRouter(routes: readonly Route[]): Router {
  const compiled = compile(routes);
  return (call) => {
    const actual = segmentsOf(call.req.path);
    for (const entry of compiled) {
      const params = match(entry.segments, actual);
      if (params === null) continue;
      const handle = entry.methods.get(call.req.method);
      if (handle !== undefined) return handle({ ...call, params });
      return armError(405, 'HttpMethodNotAllowed', `The method ${call.req.method} is not allowed on this resource.`);
    }
    return armError(404, 'InvalidResourceType', 'The resource type could not be found, or the sandbox does not know it.');
  };
}
