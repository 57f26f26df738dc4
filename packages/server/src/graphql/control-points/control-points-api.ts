import { requireUser } from '../../auth/authenticate.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { listImagesById } from '../../images/find-images.ts';
import type { Parts } from '../../parts.ts';
import { findOwned } from '../../projects/find-owned.ts';
import { requireProject } from '../../projects/find-project.ts';
import { addObservation } from '../../reconstruction/control-points/add-observation.ts';
import { pageObservations } from '../../reconstruction/control-points/find-observations.ts';
import { removeObservation } from '../../reconstruction/control-points/remove-observation.ts';
import { updateObservation } from '../../reconstruction/control-points/update-observation.ts';
import type { ApiModule } from '../api-module.ts';
import { toConnection } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import type { AlignmentPointResolvers, MutationResolvers } from '../generated.ts';

/** Observations of control points, `AlignmentPoint` on the wire, and how well a model fits the points. */
export function controlPointsApi(parts: Parts): ApiModule {
  const { database } = parts;
  return {
    resolvers: {
      Project: {
        alignmentPoints: async (project, request) =>
          toConnection(await pageObservations(database, project.id, request)),
      },
      AlignmentPoint: pointFields,
      TaskResult: {
        controlPoints: ({ controlPoints = [] }) => controlPoints,
        inLocalFrame: ({ inLocalFrame = false }) => inLocalFrame,
      },
      Mutation: pointMutations(parts),
    },
    loaders: {
      AlignmentPoint: {
        image: async (queries) => {
          const images = await listImagesById(database, [...new Set(queries.map(({ obj }) => obj.imageId))]);
          const byId = new Map(images.map((image) => [image.id, image]));
          return queries.map(({ obj }) => byId.get(obj.imageId) ?? refuseRemoved());
        },
      },
    },
  };
}

/** Removing a photo removes its observations; this photo was removed between the two queries. */
function refuseRemoved(): never {
  throw new DomainError('NOT_FOUND', 'A photo was removed at this moment. Repeat the query.');
}

const pointFields: AlignmentPointResolvers = {
  longitude: ({ place }) => (place.type === 'geographic' ? place.longitude : null),
  latitude: ({ place }) => (place.type === 'geographic' ? place.latitude : null),
  altitude: ({ place }) => (place.type === 'geographic' ? place.altitude : null),
  modelX: ({ place }) => (place.type === 'model' ? place.x : null),
  modelY: ({ place }) => (place.type === 'model' ? place.y : null),
  modelZ: ({ place }) => (place.type === 'model' ? place.z : null),
};

function pointMutations(parts: Parts): MutationResolvers {
  const find = (id: string, { caller }: RequestContext) =>
    findOwned(parts.database, 'alignmentPoints', { user: requireUser(caller), id });
  return {
    addAlignmentPoint: async (_, { pid, ...wish }, { caller }) =>
      addObservation(parts, await requireProject(parts.database, requireUser(caller), pid), wish),
    updateAlignmentPoint: async (_, { id, ...change }, context) => {
      const point = await find(id, context);
      return (point && (await updateObservation(parts, point, change))) ?? null;
    },
    removeAlignmentPoint: async (_, { id }, context) => {
      const point = await find(id, context);
      if (point) await removeObservation(parts, point);
      return point ?? null;
    },
  };
}
