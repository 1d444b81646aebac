/** Whose turn it is in the run of a wave. `go`: it may begin. `waits`: for an earlier group, for a machine it needs, or until it is released. `stopped`: after a failure. `passed`: it is out of this run, and needs an approval of its own. */
export type Turn = 'go' | 'waits' | 'stopped' | 'passed';
