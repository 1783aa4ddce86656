import type { Decision, Person, RequestId } from '../approval/request.ts';
import type { StoreReader, StoreTransaction } from '../workflow/store-port.ts';
import { fromJson } from './json-column.ts';
import { prepared, preparedChange } from './prepared.ts';
import type { Db, DecisionTable } from './schema.ts';

export function decisionReads(db: Db): Pick<StoreReader, 'decisions'> {
  return {
    async decisions(id) {
      const rows = await db.selectFrom('decision').selectAll().where('request_id', '=', id).orderBy('number').execute();
      return rows.map(
        (row): Decision => ({
          verdict: row.verdict,
          by: fromJson<Person>(row.person),
          at: row.at,
          ...(row.reason === null ? {} : { reason: row.reason }),
          revision: row.revision,
          contentHash: row.content_hash,
          policyHash: row.policy_hash,
        }),
      );
    },
  };
}

const decisionCount = prepared((db, { id }: { id: RequestId }) =>
  db
    .selectFrom('decision')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('request_id', '=', id),
);
const addRow = preparedChange((db, row: DecisionTable) => db.insertInto('decision').values(row));

export function decisionWrites(db: Db): Pick<StoreTransaction, 'addDecision'> {
  return {
    async addDecision(id, decision) {
      const [row] = await decisionCount(db, { id });
      await addRow(db, {
        request_id: id,
        number: Number(row?.count ?? 0) + 1,
        verdict: decision.verdict,
        person: JSON.stringify(decision.by),
        at: decision.at,
        reason: decision.reason ?? null,
        revision: decision.revision,
        content_hash: decision.contentHash,
        policy_hash: decision.policyHash,
      });
    },
  };
}
