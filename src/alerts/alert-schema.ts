import { z } from 'zod';
import { isAddress, isGuid } from '../approval/ids.ts';
import { remediationActions, severities } from '../approval/request.ts';

/** Characters as people count them: an emoji is one, whatever JavaScript stores it as. */
function holdsAtMost(text: string, most: number): boolean {
  return text.length <= most || (text.length <= 2 * most && [...text].length <= most);
}

/** Text that identifies something, compared and stored as it is. */
function name(most: number, least: 0 | 1 = 1) {
  return z
    .string()
    .refine((text) => text.length >= least && holdsAtMost(text, most), `must hold ${least} to ${most} characters`)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'must be well-formed Unicode without U+0000');
}

/**
 * Text for people. A subject cut in the middle of an emoji is no reason to miss a phish: what is not Unicode,
 * and U+0000 (PostgreSQL has no room for it), is replaced.
 */
function fact(most: number) {
  return z
    .string()
    .refine((text) => holdsAtMost(text, most), `must hold at most ${most} characters`)
    .transform((text) => text.toWellFormed().replaceAll('\0', '\ufffd'));
}

/** What stands for ASCII is a fullwidth letter, a ligature, a letter in a circle. */
const addressExpectation =
  'must be an address: local@domain, at most 320 characters, no dot at its end, no letter that only stands for an ASCII one';

export const emailById = z.strictObject({ id: name(512) });
export const emailByMessage = z.strictObject({
  networkMessageId: z.string().refine(isGuid, 'must be a GUID'),
  recipientEmailAddress: z.string().refine(isAddress, addressExpectation),
});

const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export function isRfc3339(text: string): boolean {
  const day = rfc3339.exec(text)?.[1];
  if (day === undefined || text.length > 64 || Number.isNaN(Date.parse(text.toUpperCase()))) return false;
  // V8 takes 30 February for 2 March.
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

export function isHttpsLink(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  // https://portal.example@evil.example is shown as evil.example, but reads as the portal.
  return url.protocol === 'https:' && url.username === '' && url.password === '';
}

export const mostEmails = 10_000;
const emails = z.array(z.unknown()).max(mostEmails, `must name at most ${mostEmails} emails`);

/** INTERFACE section 3, without the emails: those are checked one by one, so that each is named by its own pointer. */
export const alertSchema = z.strictObject({
  source: z.string().regex(/^[a-z0-9.-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9, dot and hyphen'),
  alertId: name(256),
  severity: z.enum(severities),
  emails: emails.min(1, 'must name at least one email'),
  recommendedAction: z.enum(remediationActions).default('softDelete'),
  remediateSendersCopy: z.boolean().default(false),
  campaignId: name(256, 0).optional(),
  title: fact(256).optional(),
  description: fact(4_000).optional(),
  subject: fact(998).optional(),
  sender: z.strictObject({ address: fact(320).optional(), displayName: fact(256).optional() }).optional(),
  receivedAt: z.string().refine(isRfc3339, 'must be an RFC 3339 time such as 2026-03-01T09:30:00Z').optional(),
  threatTypes: z.array(fact(256)).max(20, 'must hold at most 20 items').optional(),
  urls: z.array(fact(2_048)).max(200, 'must hold at most 200 items').optional(),
  attachments: z
    .array(z.strictObject({ fileName: fact(1_024).optional(), sha256: fact(128).optional() }))
    .max(100, 'must hold at most 100 items')
    .optional(),
  deliveryLocation: fact(256).optional(),
  internetMessageId: fact(998).optional(),
  link: name(2_048).refine(isHttpsLink, 'must be an https address without user name').optional(),
});

/** What a vendor's record becomes: it may name no email. */
export const recordSchema = alertSchema.extend({ emails });
