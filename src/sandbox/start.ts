// Starts both servers over one world.
import { makeAwsSide } from './aws/index.ts';
import { makeAzureSide, type AzureSide, type Grounded } from './azure/index.ts';
import { makeControl } from './control/index.ts';
import { isGraphPath, makeGraphSide, type GraphSide } from './graph/index.ts';
import { startServer } from './http/server.ts';
import { makeWorld } from './world/make-world.ts';
import type { World } from './world/types.ts';

export type SandboxOptions = {
  host?: string;
  /** 0 or absent means any free port. */
  ec2Port?: number;
  azurePort?: number;
  speed?: number;
  pageSize?: number;
  extraMachines?: number;
};

/** A running sandbox; Microsoft Graph answers beside Azure, below /v1.0. */
export type Sandbox = { ec2Url: string; azureUrl: string; world: World; azure: AzureSide & Grounded; graph: GraphSide; close(): Promise<void> };

/** Starts the sandbox; when one of the two ports is taken, neither server stays open. */
export async function startSandbox(o: SandboxOptions = {}): Promise<Sandbox> {
  const host = o.host ?? '127.0.0.1';
  const world = makeWorld({ speed: o.speed ?? 30, pageSize: o.pageSize ?? 2, extraMachines: o.extraMachines ?? 0 });
  const aws = makeAwsSide(world);
  const azure = makeAzureSide(world);
  const graph = makeGraphSide(world);
  const control = makeControl({ world, azure, graph });
  const handle: AzureSide['handle'] = (req) => (isGraphPath(req.path) ? graph.handle(req) : azure.handle(req));

  const ec2Server = await startServer({ name: 'ec2', host, port: o.ec2Port ?? 0, world, handle: aws.handle, actionOf: aws.actionOf });
  const azureServer = await startServer({ name: 'azure', host, port: o.azurePort ?? 0, world, handle, control }).catch(
    async (error: unknown) => {
      await ec2Server.close();
      throw error;
    },
  );
  return {
    ec2Url: `http://${host}:${ec2Server.port}`,
    azureUrl: `http://${host}:${azureServer.port}`,
    world,
    azure,
    graph,
    close: async () => {
      await Promise.all([ec2Server.close(), azureServer.close()]);
    },
  };
}
