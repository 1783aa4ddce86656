import { type Fields, fieldsOf, listIn, mergedFields, textIn, within } from '../fields.ts';

interface Attachment {
  readonly fileName?: string;
  readonly sha256?: string;
}

/** A file as `fileEvidence`, an entity or `AttachmentData` tells of it: none or one. */
export function readAttachment(fields: Fields): Attachment[] {
  const file = mergedFields(within(fields, 'filedetails'), fields);
  const fileName = textIn(file, 'filename', 'name');
  const sha256 = textIn(file, 'sha256') ?? hashOf(file);
  if (fileName === undefined && sha256 === undefined) return [];
  return [{ ...(fileName === undefined ? {} : { fileName }), ...(sha256 === undefined ? {} : { sha256 }) }];
}

function hashOf(file: Fields): string | undefined {
  for (const item of listIn(file, 'filehashes')) {
    const sha256 = sha256In(fieldsOf(item));
    if (sha256 !== undefined) return sha256;
  }
  return undefined;
}

/** Of a hash with its algorithm; undefined where it is another. */
export function sha256In(hash: Fields): string | undefined {
  return textIn(hash, 'algorithm')?.toUpperCase() === 'SHA256' ? textIn(hash, 'value', 'hashvalue') : undefined;
}
