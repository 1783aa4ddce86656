/**
 * What a label in a post says of what stands behind it. `otherId`, `otherPerson`: known, and not what is looked for;
 * `reporter`: often the recipient, but not said to be.
 */
export type FoundLabel =
  | 'messageId'
  | 'recipient'
  | 'sender'
  | 'reporter'
  | 'otherPerson'
  | 'otherId'
  | 'subject'
  | 'severity';

/** As Defender, Sentinel, mail programs and people name things; spaces, dashes and case do not count. */
const spellings: Readonly<Record<FoundLabel, string>> = {
  messageId: `network message id, network message ids, networkmessageid, nmid, x ms exchange organization network message id,
    message id, message ids, email message id, mail id, netzwerknachrichten id, netzwerk nachrichten id, nachrichten id,
    nachrichtenid, id de message réseau, id du message réseau, id de mensaje de red, id de red del mensaje,
    id de mensaje, id del mensaje, ネットワークメッセージid, メッセージid`,
  recipient: `recipient, recipients, recipient address, recipient addresses, recipient email address, recipient email addresses,
    recipient email, recipient mail, recipient object, recipient upn, to, cc, bcc, delivered to, sent to, rcpt to, mailbox, mailboxes, affected mailbox,
    affected mailboxes, affected user, affected users, impacted user, impacted users, impacted mailbox, impacted mailboxes,
    target user, target users, targeted user, targeted users, user, users, account upn, victim, victims, mailbox primary address,
    empfänger, empfängeradresse, an, postfach, postfächer, betroffenes postfach, betroffene postfächer, betroffener benutzer, betroffene benutzer,
    betroffene empfänger, nutzer, benutzer, destinataire, destinataires, à, boîte aux lettres, boîtes aux lettres, boîte, boîtes,
    destinatario, destinatarios, dirección del destinatario, correo del destinatario, para, buzón, buzones, buzón afectado, buzones afectados,
    usuario, usuarios, usuario afectado, usuarios afectados, 受信者, 受信者のアドレス, 受信者のメールアドレス, 宛先, メールボックス, 影響を受けるメールボックス, 影響を受けるユーザー`,
  sender: `sender, sender address, sender email, sender email address, sender from address, sender mail from address, sender upn, from, from address,
    header from, mail from, mailfrom, envelope from, envelope sender, p1 sender, p2 sender, p1 from, p2 from, return path, reply to,
    absender, absenderadresse, von, antwort an, expéditeur, de, remitente, dirección del remitente, correo del remitente, 差出人, 送信者, 送信者のアドレス`,
  reporter: `reported by, reporter, reporting user, submitted by, submitter, gemeldet von, gemeldet durch, melder, signalé par,
    reportado por, notificado por, informado por, denunciado por, 報告者, 申請者`,
  otherPerson: `assigned to, assignee, analyst, owner, created by, contact, on behalf of, updated by, approved by, escalated to,
    forwarded by, zugewiesen an, weitergeleitet von, bearbeiter, ansprechpartner, kontakt, asignado a, reenviado por, propietario, contacto, 担当者, 割り当て先, by, durch, sent by, posted by`,
  otherId: `internet message id, internetnachrichten id, tenant, tenant id, organization id, organisation id, alert, alert id, system alert id, provider alert id, incident, incident id, incident number,
    investigation, investigation id, correlation id, activity id, request id, client request id, object id, user id, user object id, aad user id,
    account object id, app id, application id, client id, subscription, subscription id, workspace, workspace id, cluster id, email cluster id, campaign,
    campaign id, rule id, policy id, device id, report id, case id, ticket, ticket id, run id, workflow run id, playbook run id, detonation id, session id,
    submission id, warnungs id, warnung, mandant, mandanten id, vorfall, vorfall id, vorfalls id, id de alerta, id de locataire,
    id de message internet, id de mensaje de internet, id de internet del mensaje, inquilino, id de inquilino, id del inquilino, alerta,
    incidente, id de incidente, id del incidente, インターネットメッセージid, テナントid, アラートid, インシデントid`,
  subject: 'subject, email subject, mail subject, message subject, subject line, betreff, objet, asunto, 件名',
  severity:
    'severity, alert severity, incident severity, priority, schweregrad, priorität, gravité, sévérité, gravedad, severidad, 重大度',
};

const known = new Map<string, FoundLabel>(
  Object.entries(spellings).flatMap(([label, names]) =>
    names.split(',').map((name): [string, FoundLabel] => [folded(name), label as FoundLabel]),
  ),
);
/** Words in a label: the longest of ours has six. */
const mostWords = 6;
const longestLabel = 60;

/** The label that these words are, as a whole. */
export function labelOf(words: string): FoundLabel | undefined {
  return words.length > longestLabel ? undefined : known.get(folded(words.replace(/[\s:=：]+$/, '')));
}

/** The label with which a text ends, and where it begins: `please remove for recipient` ends with `recipient`. */
export function labelAtEnd(text: string): { readonly label: FoundLabel; readonly from: number } | undefined {
  const start = Math.max(0, text.length - longestLabel);
  const words = [...text.slice(start).matchAll(/[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}()_/.-]*/gu)].slice(-mostWords);
  for (const first of words) {
    const from = start + first.index;
    const label = labelOf(text.slice(from));
    // A word that was cut off at the beginning of the window is no word.
    if (label !== undefined && (start === 0 || first.index > 0)) return { label, from };
  }
  return undefined;
}

function folded(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\((?:e?s|en|e?n)\)/g, 's')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
