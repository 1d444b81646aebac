/** Preloaded into the sandbox: its clock begins a day ago, so that the jobs of the machines' first copies are no news when the measurement begins. */
const DAY_MS = 86_400_000;
const now = Date.now;
Date.now = () => now() - DAY_MS;
