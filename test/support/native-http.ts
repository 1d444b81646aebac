/**
 * Runs before each test file. Restify, once a file of this worker has loaded it, leaves Node's `writeHead` so that it returns
 * nothing, and Node's own modules are shared by all files: a plain server of the next file would break at `writeHead(…).end(…)`.
 */
import { ServerResponse } from 'node:http';

const KEPT = Symbol.for('ferry.nativeWriteHead');
const kept = Object.getOwnPropertyDescriptor(ServerResponse.prototype, KEPT);

if (kept === undefined) Object.defineProperty(ServerResponse.prototype, KEPT, { value: ServerResponse.prototype.writeHead });
else ServerResponse.prototype.writeHead = kept.value as ServerResponse['writeHead'];
