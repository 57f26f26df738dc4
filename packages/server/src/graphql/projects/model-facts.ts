import type { Parts } from '../../parts.ts';
import { listObservations } from '../../reconstruction/control-points/find-observations.ts';
import { findNewestDone, findNewestTask } from '../../reconstruction/tasks/list-tasks.ts';
import { placeModel } from '../../reconstruction/tasks/place-model.ts';
import { sfmStateOf } from '../../reconstruction/tasks/sfm-state.ts';
import type { ProjectResolvers } from '../generated.ts';

/** What clients ask of a project's model under the names that they know, where it can be told. */
export function modelFacts(parts: Parts): ProjectResolvers {
  const { database, projectReports } = parts;
  return {
    gsd: async ({ id }) => (await projectReports.of(id)).coverage.resolution ?? null,
    sfmState: async ({ id }) => {
      const task = await findNewestTask(database, id);
      return (task && sfmStateOf(task)) ?? null;
    },
    syncProgress: () => null,
    modelTransform: async ({ id }) => (await placeModel(parts, id)) ?? null,
    GCPInfo: async ({ id }) => {
      const observations = await listObservations(database, id);
      if (observations.length === 0) return null;
      const countNames = (checkpoint: boolean) =>
        new Set(observations.filter((one) => one.checkpoint === checkpoint).map(({ name }) => name)).size;
      return {
        controlPoints: countNames(false),
        checkpoints: countNames(true),
        observations: observations.length,
      };
    },
    GCPValidation: async ({ id }) => {
      const result = (await findNewestDone(database, id))?.result;
      if (!result?.controlPoints?.length) return null;
      const { controlPoints, controlPointRms, checkpointRms } = result;
      return {
        controlPoints,
        controlPointRms: controlPointRms ?? null,
        checkpointRms: checkpointRms ?? null,
      };
    },
  };
}
