import { inChunks } from '../database/in-chunks.ts';
import { metaStoredKey } from '../meta-files/meta-file.ts';
import { moveMetaFile } from '../meta-files/move-meta-file.ts';
import { checkOriginal, type Range, type StageNeeds, type Step, stepOf, tellDamage } from './stage.ts';

/** Looks at the Ready meta files; one that is lost becomes Failed, so that clients send it again. */
export async function* checkMetaFiles(
  needs: StageNeeds,
  { after, projectId }: Range,
  signal: AbortSignal,
): AsyncGenerator<Step, void> {
  const rows = needs.database
    .selectFrom('metaFiles')
    .select(['id', 'projectId', 'name', 'sha1'])
    .where('state', '=', 'Ready')
    .where('id', '>', after)
    .$if(projectId !== undefined, (query) => query.where('projectId', '=', projectId ?? ''));
  for await (const chunk of inChunks(rows, 'id', signal)) {
    for (const { sha1, ...file } of chunk) {
      const key = metaStoredKey(file);
      const digest = sha1 === null ? undefined : { algorithm: 'sha1' as const, value: sha1 };
      const isListed = () => isReady(needs, file.id);
      const finding = await checkOriginal(needs, { key, digest, isListed }, signal);
      if (!finding) continue;
      const { state } = finding;
      const isLost = state !== 'intact' && (await loseMetaFile(needs, file));
      const { projectId, name } = file;
      if (isLost) tellDamage(needs, { kind: 'meta file', projectId, name, damage: state }, key);
      yield stepOf(file.id, finding, isLost);
    }
  }
}

async function isReady({ database }: StageNeeds, id: string): Promise<boolean> {
  const row = database.selectFrom('metaFiles').select('id').where('id', '=', id).where('state', '=', 'Ready');
  return (await row.executeTakeFirst()) !== undefined;
}

async function loseMetaFile(
  { database }: StageNeeds,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const errors = [`${name} was damaged or lost on the disk of the server. Upload it again.`];
  return database.transaction().execute(async (trx) => {
    return (await moveMetaFile(trx, id, { from: 'Ready', to: 'Failed', errors })) !== undefined;
  });
}
