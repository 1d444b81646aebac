/** What a governance file has to look like: exact, so that a misspelt key is an error and not a rule that is never applied. */
import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../domain/time.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UNITS = { m: MINUTE, h: HOUR, d: DAY } as const;
const DURATION = /^([1-9]\d{0,4})([mhd])$/;
const LONGEST = 90 * DAY;

const words = z.string().trim().min(1, 'must not be empty');
const guid = z.string().regex(GUID, 'must be an Entra object id (a GUID)');
const person = z.string().refine((text) => text === '*' || GUID.test(text), "must be an Entra object id (a GUID), or '*' for everyone of the allowed tenants");
const seatName = z.string().regex(/^[a-z][a-z0-9 -]{0,29}$/, 'must be a name of up to 30 small letters, digits, spaces and hyphens');
const duration = z
  .string()
  .refine((text) => msOf(text) > 0 && msOf(text) <= LONGEST, "must be a time such as '30m', '24h' or '14d', at most 90 days")
  .transform(msOf);
const count = z.int().min(1, 'must be at least 1').max(20, 'must be at most 20');

const holders = z.strictObject({ people: z.array(person).default([]), groups: z.array(guid).default([]) });
const operation = z.strictObject({
  approvals: count.exactOptional(),
  rejections: count.exactOptional(),
  seats: z.record(seatName, count).exactOptional(),
  expires: duration.exactOptional(),
  confirm: z.enum(['name', 'count', 'none']).exactOptional(),
  fourEyes: z.boolean().exactOptional(),
});
/** The freezes alone: what they mean is read even when something else is wrong. */
export const freezesSchema = z.array(z.strictObject({ from: words, to: words, zone: words, because: words }));

/** A whole file. */
export const governanceSchema = z.strictObject({
  tenants: z.array(guid).exactOptional(),
  guests: z.enum(['allowed', 'refused']).exactOptional(),
  teams: z.array(words).exactOptional(),
  channels: z.array(words).exactOptional(),
  roles: z.strictObject({ viewer: holders.exactOptional(), operator: holders.exactOptional(), approver: holders.exactOptional(), admin: holders.exactOptional(), auditor: holders.exactOptional() }),
  seats: z.record(seatName, holders).exactOptional(),
  operations: z.strictObject({ cutover: operation.exactOptional(), complete: operation.exactOptional(), rollback: operation.exactOptional() }).exactOptional(),
  escalation: holders.exactOptional(),
  evidence: z.strictObject({ rpo: duration.exactOptional(), testAge: duration.exactOptional() }).exactOptional(),
  freezes: freezesSchema.exactOptional(),
});

export type GovernanceFile = z.infer<typeof governanceSchema>;

function msOf(text: string): number {
  const found = DURATION.exec(text);
  const unit = found?.[2];
  return unit === 'm' || unit === 'h' || unit === 'd' ? Number(found?.[1]) * UNITS[unit] : 0;
}
