import { type Fields, fieldsOf, listIn, mergedFields, textIn, within } from '../fields.ts';

interface Attachment {
  readonly fileName?: string;
  readonly sha256?: string;
}

/** A file as `fileEvidence`, an entity or `AttachmentData` tells of it: none or one. */
export function readFile(fields: Fields): Attachment[] {
  const file = mergedFields(within(fields, 'filedetails'), fields);
  const fileName = textIn(file, 'filename', 'name');
  const sha256 = textIn(file, 'sha256') ?? hashOf(file);
  if (fileName === undefined && sha256 === undefined) return [];
  return [{ ...(fileName === undefined ? {} : { fileName }), ...(sha256 === undefined ? {} : { sha256 }) }];
}

function hashOf(file: Fields): string | undefined {
  for (const item of listIn(file, 'filehashes')) {
    const hash = fieldsOf(item);
    if (textIn(hash, 'algorithm')?.toUpperCase() === 'SHA256') return textIn(hash, 'value', 'hashvalue');
  }
  return undefined;
}
