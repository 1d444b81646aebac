/** Preloaded into the Agents Playground, which otherwise listens on every interface and outlives a parent that is killed. */
const net = require('node:net');

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenOnLoopback(...args) {
  const [first, second] = args;
  if (typeof first === 'object' && first !== null && first.port !== undefined && first.host === undefined) args[0] = { ...first, host: '127.0.0.1' };
  else if ((typeof first === 'number' || typeof first === 'string') && typeof second !== 'string') args.splice(1, 0, '127.0.0.1');
  return listen.apply(this, args);
};
