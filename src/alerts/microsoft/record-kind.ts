import { type Fields, fieldIn, textIn, unpacked } from '../fields.ts';
import { isJsonObject } from '../parse-json.ts';

/**
 * alert: one, with its evidence; incident: Sentinel's, one alert for us; row: of hunting; activity: of Office 365's audit
 * log; submission: mail that somebody reported.
 */
export type RecordKind = 'alert' | 'incident' | 'row' | 'activity' | 'submission';

/** What a record is, by the fields it has. Undefined: an envelope, or nothing that we know. */
export function recordKind(fields: Fields): RecordKind | undefined {
  if (isSentinelIncident(fields)) return 'incident';
  if (isSubmission(fields)) return 'submission';
  if (fields.has('operation') && activities.has(textIn(fields, 'operation')?.toLowerCase() ?? '')) return 'activity';
  if (isAlert(fields)) return 'alert';
  if (holdsAlerts(fields)) return undefined;
  if (isRow(fields)) return 'row';
  return isDefenderIncident(fields) ? 'alert' : undefined;
}

const activities = new Set([
  'airinvestigationdata',
  'airmanualinvestigation',
  'timaildata',
  'alerttriggered',
  'alertupdated',
  'alertentitygenerated',
]);

/** Of the audit log, or Graph's, whose list names no types. Links and files are submitted in the same way. */
function isSubmission(fields: Fields): boolean {
  const text = (name: string) => textIn(fields, name)?.slice(-64) ?? '';
  if (/\bemail(?:content|url)?threatsubmission$/i.test(text('odata.type'))) return true;
  if (/^(?:user|admin)submission/i.test(text('operation'))) {
    return !/url|file|attachment|teams|chat/i.test(text('submissioncontenttype'));
  }
  return /^email$/i.test(text('contenttype')) && fields.has('category') && fields.has('recipientemailaddress');
}

/** Our own body has an `alertId`, too; posted here it would lose its emails. */
function isRow(fields: Fields): boolean {
  return fields.has('networkmessageid') || (fields.has('alertid') && !fields.has('emails'));
}

function isSentinelIncident(fields: Fields): boolean {
  if (/\/incidents$/i.test(shortType(fields))) return true;
  return fields.has('incidentnumber') && (fields.has('title') || fields.has('incidenturl'));
}

function shortType(fields: Fields): string {
  return textIn(fields, 'type')?.slice(0, 128) ?? '';
}

function isAlert(fields: Fields): boolean {
  if (holdsAlerts(fields)) return false;
  if (/security\.alert$/.test(textIn(fields, 'odata.type')?.slice(-64) ?? '')) return true;
  if (fields.has('systemalertid') || /^SecurityAlert$/i.test(textIn(fields, 'kind') ?? '')) return true;
  if (fields.has('evidence') || fields.has('entities') || fields.has('messagesecuritystates')) return true;
  // Without evidence. A row may name anything, but it is of a message or an entity.
  if (fields.has('networkmessageid') || fields.has('entitytype')) return false;
  if (fields.has('alertid') && fields.has('incidentid')) return true;
  return fields.has('id') && fields.has('title') && fields.has('severity');
}

function holdsAlerts(fields: Fields): boolean {
  const alerts = unpacked(fieldIn(fields, 'alerts'));
  return Array.isArray(alerts) ? alerts.length > 0 : isJsonObject(alerts);
}

/** Read without its alerts, it still says that there is something. */
function isDefenderIncident(fields: Fields): boolean {
  if (/security\.incident$/.test(textIn(fields, 'odata.type')?.slice(-64) ?? '')) return true;
  return fields.has('incidentid') || fields.has('incidentweburl');
}
