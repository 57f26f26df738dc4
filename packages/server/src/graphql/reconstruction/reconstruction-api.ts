import { describeEngines } from '@tiepoint/engines';
import { requireApp, requireUser } from '../../auth/authenticate.ts';
import type { Parts } from '../../parts.ts';
import { preStartReconstruction } from '../../reconstruction/starting/pre-start.ts';
import { startReconstruction } from '../../reconstruction/starting/start.ts';
import { findTask, listTasks, newestTasks } from '../../reconstruction/tasks/list-tasks.ts';
import { stopReconstruction } from '../../reconstruction/tasks/stop.ts';
import type { ApiModule } from '../api-module.ts';
import type { MutationResolvers, ProjectResolvers } from '../generated.ts';
import { taskFields, taskLoaders } from './tasks.ts';

/** Engines, and the tasks that they work on: started, stopped and looked at. */
export function reconstructionApi(parts: Parts): ApiModule {
  return {
    resolvers: {
      Support: {
        engines: (_, __, { caller }) => {
          requireApp(caller);
          return describeEngines(parts);
        },
      },
      Project: projectFields(parts),
      WaitingStart: {
        minReadyPercent: ({ policy }) => policy.minReadyPercent ?? null,
        startAt: ({ policy }) => policy.startAt ?? null,
      },
      Task: taskFields(parts),
      TaskStep: {
        startedAt: ({ startedAt }) => startedAt ?? null,
        reused: ({ reused }) => reused ?? false,
      },
      Mutation: startMutations(parts),
    },
    loaders: {
      Project: {
        taskState: async (queries) => {
          const tasks = await newestTasks(parts.database, [...new Set(queries.map(({ obj }) => obj.id))]);
          return queries.map(({ obj }) => tasks.get(obj.id)?.state ?? null);
        },
      },
      Task: taskLoaders(parts),
    },
  };
}

function projectFields({ database }: Parts): ProjectResolvers {
  return {
    tasks: (project) => listTasks(database, project.id),
    task: async (project, { id }) => (await findTask(database, project.id, id)) ?? null,
    preStarted: (project) => project.prestart !== null,
    waitingStart: (project) => project.prestart,
  };
}

function startMutations(parts: Parts): MutationResolvers {
  return {
    startReconstructionWithError: (_, { id, options }, { caller }) =>
      startReconstruction(parts, requireUser(caller), { projectId: id, options }),
    preStartReconstruction: (_, { id, ...asked }, { caller }) =>
      preStartReconstruction(parts, requireUser(caller), { projectId: id, ...asked }),
    stopReconstruction: async (_, { id }, { caller }) =>
      (await stopReconstruction(parts, requireUser(caller), id)) ?? null,
  };
}
