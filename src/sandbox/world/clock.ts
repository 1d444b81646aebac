// The virtual clock: start + real time passed × speed + what was skipped. Everything in the sandbox is computed from now().

/** The sandbox's only source of time. */
export type Clock = {
  /** Virtual time in epoch milliseconds. */
  now(): number;
  speed(): number;
  setSpeed(speed: number): void;
  advance(seconds: number): void;
  /** How many real milliseconds a virtual duration takes at the present speed. */
  toRealMs(virtualMs: number): number;
};

/** The real time, for what is not simulated. */
export function realNow(): number {
  return Date.now();
}

/** Starts a clock at the present real time. */
export function makeClock(options: { speed: number }): Clock {
  let speed = checkedSpeed(options.speed);
  let realBase = realNow();
  let virtualBase = realBase;

  const now = () => Math.floor(virtualBase + (realNow() - realBase) * speed);

  return {
    now,
    speed: () => speed,
    setSpeed(next) {
      // Rebase first: a new speed must not change the time that has already passed.
      virtualBase = now();
      realBase = realNow();
      speed = checkedSpeed(next);
    },
    advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) throw new RangeError('seconds must be a number, zero or more');
      virtualBase += seconds * 1000;
    },
    toRealMs: (virtualMs) => virtualMs / speed,
  };
}

function checkedSpeed(speed: number): number {
  if (!Number.isFinite(speed) || speed <= 0) throw new RangeError('speed must be a number above zero');
  return speed;
}
