/** Preloaded into each child of `npm start`: when the parent is gone, however it went, its end of the pipe closes. */
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM')).on('error', () => undefined).resume();
