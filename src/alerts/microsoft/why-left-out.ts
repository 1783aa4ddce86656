import { fieldsOf, textIn } from '../fields.ts';

/** Defender raises it, with the mail as its evidence, over every remediation: a card about each of ours would never end. */
const actionTitle = /^administrative action submitted by an administrator\b/i;

/** Why an alert that Defender lists is not ours to take; undefined where it is. */
export function whyLeftOut(raw: unknown): 'foreign' | 'action' | undefined {
  const fields = fieldsOf(raw);
  const product = textIn(fields, 'servicesource');
  if (product !== undefined && !/^microsoftDefenderForOffice365$/i.test(product)) return 'foreign';
  return actionTitle.test(textIn(fields, 'title') ?? '') ? 'action' : undefined;
}
