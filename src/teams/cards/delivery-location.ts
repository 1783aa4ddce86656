/** Graph's words for where an email lies [metadata of the security API], lower case: some answers spell them otherwise. */
const deliveryLocations = [
  'inbox_folder',
  'junkfolder',
  'deletedfolder',
  'quarantine',
  'onprem_external',
  'failed',
  'dropped',
  'others',
] as const;
export type DeliveryLocation = (typeof deliveryLocations)[number];

/** Undefined for what is not known; sources may write anything. */
export function readDeliveryLocation(text: string): DeliveryLocation | undefined {
  const sought = text.toLowerCase();
  return deliveryLocations.find((known) => known === sought);
}
