/** How the keys of notes begin that hold the last handover of a wave; the rest is its id. */
export const HANDOVER = 'handover:';
