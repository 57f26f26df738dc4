import type { StageFacts } from '../../local/stages/stage.ts';
import { type WalkNeeds, walkStages } from '../../local/stages/walk-stages.ts';
import { type ColmapEquipment, type ColmapStage, equipWithColmap } from '../commands/colmap-stage.ts';

/** What walking COLMAP's stages needs. */
export type ColmapWalkNeeds = WalkNeeds & ColmapEquipment;

/**
 * Takes a job through all stages that are not finished yet, with COLMAP, and returns what all have found out. Throws as
 * `walkStages` does.
 */
export async function walkColmapStages(
  needs: ColmapWalkNeeds,
  stages: readonly ColmapStage[],
): Promise<StageFacts> {
  return walkStages({ ...needs, equip: (context) => equipWithColmap(context, needs) }, stages);
}
