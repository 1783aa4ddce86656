/**
 * For SQLite, which knows no rights: not even this program's own connection may touch what was written. A replaced row
 * (`insert or replace`) is a deleted one, but fires no trigger of deletion; it meets those before the insertion: by its
 * number, and by its rowid, which may be named too (https://www.sqlite.org/lang_conflict.html).
 */
export const auditIsAppendOnly = `
  create trigger if not exists audit_is_never_changed before update on audit
  begin select raise(abort, 'audit entries are never changed'); end;
  create trigger if not exists audit_is_never_deleted before delete on audit
  begin select raise(abort, 'audit entries are never deleted'); end;
  create trigger if not exists audit_has_no_gaps before insert on audit
  when new.seq <> (select coalesce(max(seq), 0) + 1 from audit)
  begin select raise(abort, 'audit entries are appended one by one'); end;
  create trigger if not exists audit_is_never_replaced before insert on audit
  when exists (select 1 from audit where rowid = new.rowid)
  begin select raise(abort, 'audit entries are never deleted'); end;

  create trigger if not exists audit_checkpoint_is_never_changed before update on audit_checkpoint
  begin select raise(abort, 'audit checkpoints are never changed'); end;
  create trigger if not exists audit_checkpoint_is_never_deleted before delete on audit_checkpoint
  begin select raise(abort, 'audit checkpoints are never deleted'); end;
  create trigger if not exists audit_checkpoint_has_no_gaps before insert on audit_checkpoint
  when new.number <> (select coalesce(max(number), 0) + 1 from audit_checkpoint)
  begin select raise(abort, 'audit checkpoints are appended one by one'); end;
  create trigger if not exists audit_checkpoint_is_never_replaced before insert on audit_checkpoint
  when exists (select 1 from audit_checkpoint where rowid = new.rowid)
  begin select raise(abort, 'audit checkpoints are never deleted'); end;
  create trigger if not exists audit_checkpoint_is_of_the_chain before insert on audit_checkpoint
  when not exists (select 1 from audit where seq = new.seq and hash = new.hash)
  begin select raise(abort, 'audit checkpoints name an entry of the chain'); end;
`;
