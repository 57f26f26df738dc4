import { sql } from 'kysely';
import { inChunks } from '../database/in-chunks.ts';
import { checkOriginal, type Range, type StageNeeds, type Step, skip, stepOf, tellDamage } from './stage.ts';

/** Where outputs are listed: what reconstructions have made, and what became of imported models. */
type OutputTable = 'taskOutputs' | 'modelOutputs';

interface Output {
  projectId: string;
  name: string;
  storageKey: string;
  size: number;
  sha256: string | null;
  damagedAt: Date | null;
}

/** Looks at the outputs of reconstructions; those that are lost are marked. */
export async function* checkTaskOutputs(
  needs: StageNeeds,
  { after, projectId }: Range,
  signal: AbortSignal,
): AsyncGenerator<Step, void> {
  const rows = needs.database
    .selectFrom('taskOutputs')
    .innerJoin('tasks', 'tasks.id', 'taskOutputs.taskId')
    .select(['projectId', 'name', 'storageKey', 'size', 'sha256', 'damagedAt'])
    .where('storageKey', '>', after)
    .$if(projectId !== undefined, (query) => query.where('projectId', '=', projectId ?? ''));
  for await (const chunk of inChunks(rows, 'storageKey', signal)) {
    for (const output of chunk) yield await checkOutput(needs, { table: 'taskOutputs', output }, signal);
  }
}

/** Looks at what conversions have made of imported models; what is lost is marked. */
export async function* checkModelOutputs(
  needs: StageNeeds,
  { after, projectId }: Range,
  signal: AbortSignal,
): AsyncGenerator<Step, void> {
  const rows = needs.database
    .selectFrom('modelOutputs')
    .select(['projectId', 'name', 'storageKey', 'size', 'sha256', 'damagedAt'])
    .where('storageKey', '>', after)
    .$if(projectId !== undefined, (query) => query.where('projectId', '=', projectId ?? ''));
  for await (const chunk of inChunks(rows, 'storageKey', signal)) {
    for (const output of chunk) yield await checkOutput(needs, { table: 'modelOutputs', output }, signal);
  }
}

async function checkOutput(
  needs: StageNeeds,
  { table, output }: { table: OutputTable; output: Output },
  signal: AbortSignal,
): Promise<Step> {
  const { projectId, name, storageKey: key, size } = output;
  const digest = output.sha256 === null ? null : { algorithm: 'sha256' as const, value: output.sha256 };
  const isListed = () => isOutput(needs, table, key);
  const finding = await checkOriginal(needs, { key, size, digest, isListed }, signal);
  if (!finding) return skip(key);
  const isDamaged = finding.state !== 'intact';
  if (!isDamaged && output.damagedAt === null && finding.sha256 === undefined) {
    return stepOf(key, finding, false);
  }
  const noted = await note(needs, table, {
    storageKey: key,
    isDamaged,
    // What was stored before checksums of it were kept gets one with the first look.
    sha256: isDamaged ? output.sha256 : (output.sha256 ?? finding.sha256 ?? null),
  });
  if (noted && finding.state !== 'intact') {
    const kind = table === 'taskOutputs' ? 'output' : 'imported model';
    tellDamage(needs, { kind, projectId, name, damage: finding.state }, key);
  }
  return stepOf(key, finding, noted && isDamaged);
}

async function isOutput({ database }: StageNeeds, table: OutputTable, key: string): Promise<boolean> {
  const row = database.selectFrom(table).select('storageKey').where('storageKey', '=', key);
  return (await row.executeTakeFirst()) !== undefined;
}

/** False where the output has gone meanwhile. */
async function note(
  { database }: StageNeeds,
  table: OutputTable,
  values: { storageKey: string; isDamaged: boolean; sha256: string | null },
): Promise<boolean> {
  const { storageKey, isDamaged, sha256 } = values;
  const damagedAt = isDamaged ? sql<Date>`coalesce(damaged_at, now())` : null;
  const update = table === 'taskOutputs' ? database.updateTable('taskOutputs') : undefined;
  const updated = update
    ? await update.set({ damagedAt, sha256 }).where('storageKey', '=', storageKey).executeTakeFirst()
    : await database
        .updateTable('modelOutputs')
        .set({ damagedAt, sha256 })
        .where('storageKey', '=', storageKey)
        .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}
