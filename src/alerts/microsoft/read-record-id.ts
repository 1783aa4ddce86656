import type { BodyError } from '../alert-reader.ts';
import { type Fields, textIn } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import { idIn, isPlaceholder } from '../mail-text.ts';
import type { FoundRecord } from './find-records.ts';

/** In which order, for each kind. An audit record has an id of its own, which is not the alert's. */
const idNames: Readonly<Record<FoundRecord['kind'], readonly string[]>> = {
  alert: ['systemalertid', 'alertid', 'id', 'provideralertid', 'vendororiginalid', 'incidentid'],
  incident: ['name', 'incidentname', 'id'],
  activity: ['investigationid', 'alertid', 'networkmessageid', 'objectid', 'id'],
  submission: ['submissionid', 'objectid', 'id'],
  row: ['alertid'],
};

/** What the vendor calls the record. Undefined where it has no id, which is then among the errors. */
export function readRecordId(
  fields: Fields,
  { kind, path }: Pick<FoundRecord, 'kind' | 'path'>,
  errors: BodyError[],
): string | undefined {
  const names = idNames[kind];
  const id = idIn(fields, ...names) ?? (kind === 'incident' ? incidentId(fields) : undefined);
  if (id !== undefined && !isPlaceholder(id)) return lastSegment(id);
  const name = names.flatMap((one) => fields.get(one)?.name ?? []).at(0) ?? 'id';
  const message = id === undefined ? 'is missing' : 'must be an id, not what documentation puts there';
  errors.push({ pointer: jsonPointer([...path, name]), message });
  return undefined;
}

/**
 * An incident without its envelope has no id of its own, but an address that ends in it. The number comes last: every
 * workspace counts from 1.
 */
function incidentId(fields: Fields): string | undefined {
  const address = textIn(fields, 'incidenturl')?.slice(-64) ?? '';
  return /\/incidents\/([0-9a-f-]{36})$/i.exec(address)?.[1] ?? idIn(fields, 'incidentnumber');
}

/** Azure's resource ids are paths, the last part of which is a GUID. */
function lastSegment(id: string): string {
  return id.startsWith('/subscriptions/') ? id.slice(id.lastIndexOf('/') + 1) : id;
}
