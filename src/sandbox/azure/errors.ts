// Errors in ARM's shape; Site Recovery adds details with causes and advice, its own code is in there.
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import { json } from './answers.ts';
import { guidOf } from './ids.ts';

/** One detail of a Site Recovery error. */
type Detail = { readonly code: string; readonly message: string; readonly possibleCauses: string; readonly recommendedAction: string };

const outerCodes: Readonly<Record<number, string>> = { 400: 'BadRequest', 403: 'Forbidden', 404: 'NotFound', 409: 'Conflict', 500: 'InternalServerError' };

/** An error as ARM itself gives it. */
export function armError(status: number, code: string, message: string): SandboxResponse {
  return json(status, { error: { code, message } });
}

/** An error as Site Recovery gives it: the outer code is only the class of the status. */
export function asrError(req: SandboxRequest, status: number, detail: Detail): SandboxResponse {
  const clientRequestId = req.headers['x-ms-client-request-id'] ?? guidOf(req.path);
  const activityId = `${clientRequestId} ActivityId: ${guidOf(`${clientRequestId}/activity`)}`;
  const code = outerCodes[status] ?? 'BadRequest';
  return json(status, { error: { code, message: detail.message, details: [{ ...detail, clientRequestId, activityId }] } });
}

/** 404 for a child of a vault. */
export function missing(req: SandboxRequest, name: string): SandboxResponse {
  return asrError(req, 404, {
    code: 'ArmResourceDoesNotExist',
    message: `Specified resource with name '${name}' does not exist.`,
    possibleCauses: 'Ensure correct resource name was specified.',
    recommendedAction: 'Verify ARM resource name details.',
  });
}

/** 404 for a resource of any other provider. */
export function resourceNotFound(type: string, name: string, group: string): SandboxResponse {
  const message = `The Resource '${type}/${name}' under resource group '${group}' was not found.`;
  return armError(404, 'ResourceNotFound', message);
}

/** 400 for an input the provider refuses. */
export function invalidInput(req: SandboxRequest, message: string): SandboxResponse {
  return asrError(req, 400, {
    code: '506',
    message,
    possibleCauses: 'The provider specific input of the request is incomplete or names something that does not exist.',
    recommendedAction: 'Correct the input and send the request again.',
  });
}

/** 409 with a code; codes that begin with Sim are inventions, no recording of the real ones exists. */
export function conflict(req: SandboxRequest, code: string, message: string): SandboxResponse {
  return asrError(req, 409, { code, message, possibleCauses: message, recommendedAction: 'Read the current state of the resource before trying again.' });
}
