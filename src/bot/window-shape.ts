import { z } from 'zod';

/** A window as a dialog keeps it. */
export const WindowShape = z.object({ from: z.number(), to: z.number(), zone: z.string() }).readonly();
