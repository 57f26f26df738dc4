import { findImage, findImageByFilename, listImages } from '../images/find-images.ts';
import { listModelOutputs } from '../models/find-imports.ts';
import { findTask, listTasks } from '../reconstruction/tasks/list-tasks.ts';
import { listOutputs } from '../reconstruction/tasks/outputs.ts';
import { toConnection } from './connection.ts';
import { projectAlignmentPoints } from './control-point-resolvers.ts';
import { projectEvents } from './event-resolvers.ts';
import type { Resolvers } from './generated.ts';
import { projectMetaFiles } from './meta-file-resolvers.ts';
import { type GraphqlNeeds, LINK_SECONDS } from './needs.ts';
import { projectReport } from './report-resolvers.ts';
import { projectStart } from './start-resolvers.ts';
import { listWarned } from './warning-resolvers.ts';
import { projectWebhooks } from './webhook-resolvers.ts';

/** The fields of one project. Those that lists of projects show come from `projectLoaders`. */
export function projectResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'Project'> {
  const { database, storage } = needs;
  return {
    Project: {
      projectType: (project) => project.type,
      date: (project) => project.createdAt.toISOString(),
      cloudPath: () => [...storage.uploads.keys()].map((key) => ({ key })),
      ...projectStart,
      image: async (project, { id }) => (await findImage(database, project.id, id)) ?? null,
      imageByFilename: async (project, { filename }) =>
        (await findImageByFilename(database, project.id, filename)) ?? null,
      allImages: async (project, { filter, warning, ...request }) => {
        const among = warning ? await listWarned(needs, project.id, warning) : undefined;
        return toConnection(
          await listImages(database, project.id, { ...request, filter: filter ?? 'All', among }),
        );
      },
      ...projectMetaFiles(needs),
      ...projectEvents(needs),
      ...projectWebhooks(needs),
      ...projectAlignmentPoints(needs),
      ...projectReport(needs),
      tasks: (project) => listTasks(database, project.id),
      task: async (project, { id }) => (await findTask(database, project.id, id)) ?? null,
      downloads: async (project) => {
        const imported = await listModelOutputs(database, project.id);
        const outputs = imported.length > 0 ? imported : await listOutputs(database, project.id);
        const edges = outputs.map(async (output) => ({
          cursor: output.name,
          node: {
            name: output.name,
            state: 'Ready',
            size: output.size,
            mtime: output.createdAt.toISOString(),
            link: await storage.private.link(output.storageKey, {
              expiresInSeconds: LINK_SECONDS,
              downloadAs: output.name,
              contentType: output.contentType,
            }),
          },
        }));
        return { totalCount: outputs.length, edges: await Promise.all(edges) };
      },
    },
  };
}
