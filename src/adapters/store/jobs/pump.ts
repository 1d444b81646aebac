/** Does a piece of work once for any number of wake-ups that come while it is done, and never twice at once. */
export type Pump = {
  wake(): void;
  /** No more work is begun; resolves when the work under way has ended. */
  stop(): Promise<void>;
};

/** `work` must not throw; a wake-up during the work makes it run once more, because it may have looked too early. */
export function makePump(work: () => Promise<void>): Pump {
  let asked = 0;
  let answered = 0;
  let running: Promise<void> | null = null;
  let stopped = false;
  const run = async (): Promise<void> => {
    while (answered < asked) {
      answered = asked;
      await work();
    }
    running = null;
  };
  return {
    wake: () => {
      if (stopped) return;
      asked += 1;
      running ??= run();
    },
    stop: async () => {
      stopped = true;
      asked = answered;
      await running;
    },
  };
}
