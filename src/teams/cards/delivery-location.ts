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

/** Hunting has other words for the places than the API that remediates [learn: the EmailEvents table]. */
const huntingPlaces: ReadonlyMap<string, DeliveryLocation> = new Map([
  ['inbox/folder', 'inbox_folder'],
  ['inbox', 'inbox_folder'],
  ['junk', 'junkfolder'],
  ['junk folder', 'junkfolder'],
  ['deleted items', 'deletedfolder'],
  ['on-premises/external', 'onprem_external'],
]);

/** Undefined for what is not known; sources may write anything. */
export function readDeliveryLocation(text: string): DeliveryLocation | undefined {
  const sought = text.toLowerCase();
  return huntingPlaces.get(sought) ?? deliveryLocations.find((known) => known === sought);
}
