/** The end of the process: in order when somebody asks for it, and in time whatever hangs. */

/** The exit code of an end that was not in order. */
const DISORDERLY = 1;

/** Gives the one way to end: stops, and exits with the code asked for; after `afterMs`, or when it is asked for again, it exits whatever still runs. */
export function endInOrder(stop: () => Promise<void>, { afterMs }: { readonly afterMs: number }): (code: number) => void {
  let endsWith: number | null = null;
  return (code) => {
    if (endsWith !== null) process.exit(endsWith);
    // A code of its own says why Ferry ended, which stays true however it ends, and whoever asks for it again.
    const otherwise = code === 0 ? DISORDERLY : code;
    endsWith = otherwise;
    setTimeout(() => {
      process.stderr.write('Ferry did not stop in time; it ends now. What was recorded is not lost, and goes on at the next start.\n');
      process.exit(otherwise);
    }, afterMs).unref();
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        process.stderr.write(`Ferry did not stop cleanly: ${String(error)}\n`);
        process.exit(otherwise);
      },
    );
  };
}
