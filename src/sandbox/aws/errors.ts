// How AWS says no: an exception inside this folder, one XML or JSON answer at its door.

/** A refusal with AWS's own code and status. */
export type AwsRefusal = Error & { readonly awsCode: string; readonly status: number };

/** Makes a refusal to be thrown; most codes are a 400. */
export function refusal(code: string, message: string, status = 400): AwsRefusal {
  return Object.assign(new Error(message), { awsCode: code, status });
}

/** Tells a refusal from a defect of the sandbox. */
export function isRefusal(error: unknown): error is AwsRefusal {
  return error instanceof Error && 'awsCode' in error && 'status' in error;
}

/** The answer of a role that lacks a permission. */
export function unauthorized(action: string, resource: string): AwsRefusal {
  return refusal(
    'UnauthorizedOperation',
    'You are not authorized to perform this operation. User: arn:aws:sts::111122223333:assumed-role/ferry/session is not authorized to ' +
      `perform: ec2:${action} on resource: ${resource} because no identity-based policy allows the ec2:${action} action.`,
    403,
  );
}
