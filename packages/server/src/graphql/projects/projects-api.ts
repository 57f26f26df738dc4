import { requireUser } from '../../auth/authenticate.ts';
import { findImportFailures, listModelOutputs } from '../../models/find-imports.ts';
import type { Parts } from '../../parts.ts';
import { changeProject, setGeoInfo } from '../../projects/change-project.ts';
import { createProject } from '../../projects/create-project.ts';
import { findProject } from '../../projects/find-project.ts';
import { listProjects } from '../../projects/list-projects.ts';
import { removeProject } from '../../projects/remove-project.ts';
import { reportProject } from '../../projects/report-project.ts';
import { newestTasks } from '../../reconstruction/tasks/list-tasks.ts';
import { listOutputs } from '../../reconstruction/tasks/outputs.ts';
import { transferProject } from '../../reconstruction/tasks/transfer-project.ts';
import type { ApiModule, Loaders } from '../api-module.ts';
import { toConnection } from '../connection.ts';
import type { MutationResolvers, MyResolvers, ProjectResolvers } from '../generated.ts';
import { linkPrivate } from '../link-private.ts';
import { modelFacts } from './model-facts.ts';

const MAX_FOUND = 100;

/** Projects: found, made, given away and removed; what is said of one as a whole. */
export function projectsApi(parts: Parts): ApiModule {
  const { database } = parts;
  return {
    resolvers: {
      Query: {
        search: () => ({}),
        project: async (_, { id }, { caller }) =>
          (await findProject(database, requireUser(caller), id)) ?? null,
      },
      My: myFields(parts),
      Search: {
        projectID: async (_, { id, limit }, { caller }) => {
          const first = Math.min(limit ?? 1, MAX_FOUND);
          return (await listProjects(database, requireUser(caller), { first, idPrefix: id })).rows;
        },
        altiID: async (_, { id, limit }, { caller }) => {
          const first = Math.min(limit ?? 1, MAX_FOUND);
          const { rows } = await listProjects(database, requireUser(caller), { first, idPrefix: id });
          return rows.map(({ id, name }) => ({ id, type: 'Project', name }) as const);
        },
      },
      Project: { ...projectFields(parts), ...modelFacts(parts) },
      Mutation: { ...projectMutations(parts), ...settingMutations(parts) },
    },
    loaders: { Project: failureLoaders(parts) },
  };
}

function myFields({ database }: Parts): MyResolvers {
  const projects: MyResolvers['projects'] & MyResolvers['allProjects'] = async ({ caller }, request) =>
    toConnection(await listProjects(database, requireUser(caller), request));
  return { projects, allProjects: projects };
}

function projectFields({ database, storage }: Parts): ProjectResolvers {
  return {
    projectType: (project) => project.type,
    date: (project) => project.createdAt.toISOString(),
    cloudPath: () => [...storage.uploads.keys()].map((key) => ({ key })),
    downloads: async (project) => {
      const imported = await listModelOutputs(database, project.id);
      const outputs = imported.length > 0 ? imported : await listOutputs(database, project.id);
      const edges = outputs.map(async ({ name, size, createdAt, storageKey, contentType, damagedAt }) => {
        const link = await linkPrivate(storage, storageKey, { downloadAs: name, contentType });
        const state = damagedAt ? 'Damaged' : 'Ready';
        return { cursor: name, node: { name, state, size, mtime: createdAt.toISOString(), link } };
      });
      return { totalCount: outputs.length, edges: await Promise.all(edges) };
    },
  };
}

/** Why there is no model: of the newest task, else of the import. */
function failureLoaders({ database }: Parts): NonNullable<Loaders['Project']> {
  const failuresOf = async (queries: readonly { obj: { id: string } }[]) => {
    const ids = [...new Set(queries.map(({ obj }) => obj.id))];
    const tasks = await newestTasks(database, ids);
    const imports = await findImportFailures(database, ids);
    return queries.map(({ obj: { id } }) => ({ task: tasks.get(id), importError: imports.get(id) }));
  };
  return {
    error: async (queries) =>
      (await failuresOf(queries)).map(({ task, importError }) => task?.error ?? importError ?? null),
    errorCode: async (queries) =>
      (await failuresOf(queries)).map(
        ({ task, importError }) => task?.errorCode ?? (importError === undefined ? null : 'ImportFailed'),
      ),
  };
}

function projectMutations(parts: Parts): MutationResolvers {
  const { database } = parts;
  return {
    createProject: (_, { name, type, visibility, imported, modelType }, { caller }) =>
      createProject(parts, requireUser(caller), {
        name,
        type: type ?? 'free',
        visibility: visibility ?? 'private',
        imported: imported ?? Boolean(modelType),
        modelType,
      }),
    removeProject: async (_, { id }, { caller }) => {
      const project = await findProject(database, requireUser(caller), id);
      if (project) await removeProject(parts, project);
      return project ?? null;
    },
    transferProject: (_, { id, options: { email } }, { caller, address }) =>
      transferProject(parts, requireUser(caller), { projectId: id, email, address }),
    reportProject: async (_, { id, description }, { caller }) => {
      const project = await findProject(database, requireUser(caller), id);
      if (project) reportProject(parts, project, description);
      return project ?? null;
    },
  };
}

/** What clients set of a project. */
function settingMutations(parts: Parts): MutationResolvers {
  const { database } = parts;
  return {
    setProjectProperties: async (_, { id, ...change }, { caller }) => {
      const project = await findProject(database, requireUser(caller), id);
      return (project && (await changeProject(parts, project, change))) ?? null;
    },
    setProjectGeoInfo: async (_, { id, geoInfo }, { caller }) => {
      const project = await findProject(database, requireUser(caller), id);
      const place = geoInfo ? { ...geoInfo, altitude: geoInfo.altitude ?? null } : null;
      return (project && (await setGeoInfo(parts, project, place))) ?? null;
    },
  };
}
