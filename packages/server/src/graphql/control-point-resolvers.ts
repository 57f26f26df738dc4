import { requireUser } from '../auth/authenticate.ts';
import { listImagesById } from '../images/find-images.ts';
import { requireProject } from '../projects/find-project.ts';
import { addAlignmentPoint } from '../reconstruction/control-points/add-alignment-point.ts';
import type { AlignmentPoint } from '../reconstruction/control-points/alignment-point.ts';
import {
  findAlignmentPointOfUser,
  pageAlignmentPoints,
} from '../reconstruction/control-points/find-alignment-points.ts';
import { removeAlignmentPoint } from '../reconstruction/control-points/remove-alignment-point.ts';
import { updateAlignmentPoint } from '../reconstruction/control-points/update-alignment-point.ts';
import { toConnection } from './connection.ts';
import type { RequestContext } from './context.ts';
import type { MutationResolvers, ProjectResolvers, Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** The fields of a mark of a control point, but for those of `alignmentPointLoaders`, and what a task says of its points. */
export function controlPointResolvers(): Pick<Resolvers, 'AlignmentPoint' | 'TaskResult'> {
  return {
    AlignmentPoint: {
      longitude: ({ place }) => (place.type === 'geographic' ? place.longitude : null),
      latitude: ({ place }) => (place.type === 'geographic' ? place.latitude : null),
      altitude: ({ place }) => (place.type === 'geographic' ? place.altitude : null),
      modelX: ({ place }) => (place.type === 'model' ? place.x : null),
      modelY: ({ place }) => (place.type === 'model' ? place.y : null),
      modelZ: ({ place }) => (place.type === 'model' ? place.z : null),
    },
    TaskResult: {
      controlPoints: ({ controlPoints = [] }) => controlPoints,
    },
  };
}

/** The photos of marks: one query for a whole list. */
export function alignmentPointLoaders({ database }: GraphqlNeeds) {
  return {
    AlignmentPoint: {
      image: async (queries: { obj: AlignmentPoint }[]) => {
        const images = await listImagesById(database, [...new Set(queries.map(({ obj }) => obj.imageId))]);
        const byId = new Map(images.map((image) => [image.id, image]));
        return queries.map(({ obj }) => byId.get(obj.imageId) ?? null);
      },
    },
  };
}

/** What a project says of its control points. */
export function projectAlignmentPoints({ database }: GraphqlNeeds) {
  return {
    alignmentPoints: async (project, request) =>
      toConnection(await pageAlignmentPoints(database, project.id, request)),
  } satisfies ProjectResolvers;
}

/** What can be done with marks of control points. */
export function alignmentPointMutations(needs: GraphqlNeeds) {
  const find = (id: string, { caller }: RequestContext) =>
    findAlignmentPointOfUser(needs.database, requireUser(caller), id);
  return {
    addAlignmentPoint: async (_, { pid, ...wish }, { caller }) =>
      addAlignmentPoint(needs, await requireProject(needs.database, requireUser(caller), pid), wish),
    updateAlignmentPoint: async (_, { id, ...change }, context) => {
      const point = await find(id, context);
      return (point && (await updateAlignmentPoint(needs, point, change))) ?? null;
    },
    removeAlignmentPoint: async (_, { id }, context) => {
      const point = await find(id, context);
      if (point) await removeAlignmentPoint(needs, point);
      return point ?? null;
    },
  } satisfies MutationResolvers;
}
