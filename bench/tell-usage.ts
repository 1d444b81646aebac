/** Preloaded into a measured process: tells its parent how much processor time and memory it has used, and ends with it. */

/** What a measured process answers; microseconds and bytes. */
export type Usage = { readonly cpuUs: number; readonly rss: number };

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuUs: user + system, rss: process.memoryUsage.rss() } satisfies Usage);
});
process.once('disconnect', () => process.exit(1));
// Being ready to answer must not keep a process alive that would end by itself.
process.channel?.unref();
